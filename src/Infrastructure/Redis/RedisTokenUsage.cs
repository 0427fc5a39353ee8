using System.Globalization;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Redis;

/// <summary>What the model's answers cost: a hash for each page, two fields for each day.</summary>
internal sealed class RedisTokenUsage(RedisServer redis) : ITokenUsage
{
    public Task AddAsync(PageId page, DateOnly day, int promptTokens, int completionTokens, CancellationToken cancellationToken) => redis.RunAsync(database =>
    {
        var key = RedisServer.Key($"tokens:{page}");
        string date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Task.WhenAll(database.HashIncrementAsync(key, $"{date} prompt", promptTokens), database.HashIncrementAsync(key, $"{date} completion", completionTokens));
    });
}
