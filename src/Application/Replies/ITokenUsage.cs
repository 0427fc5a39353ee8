using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Replies;

/// <summary>Counts what the model's answers cost, per page and day (UTC).</summary>
public interface ITokenUsage
{
    Task AddAsync(PageId page, DateOnly day, int promptTokens, int completionTokens, CancellationToken cancellationToken);
}
