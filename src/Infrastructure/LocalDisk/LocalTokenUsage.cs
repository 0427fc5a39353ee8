using System.Globalization;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.LocalDisk;

/// <summary>What the model's answers cost, one row per page and day.</summary>
internal sealed class LocalTokenUsage(LocalDatabase database) : ITokenUsage
{
    public Task AddAsync(PageId page, DateOnly day, int promptTokens, int completionTokens, CancellationToken cancellationToken) =>
        database.RunAsync(connection => connection.Execute(
            """
            INSERT INTO token_usage (page, day, prompt, completion) VALUES (@0, @1, @2, @3)
            ON CONFLICT (page, day) DO UPDATE SET prompt = prompt + excluded.prompt, completion = completion + excluded.completion
            """,
            page.Value, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), promptTokens, completionTokens));
}
