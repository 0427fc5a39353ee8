using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Postgres;

/// <summary>What the model's answers cost, one row per page and day.</summary>
internal sealed class PostgresTokenUsage(PostgresServer postgres) : ITokenUsage
{
    public Task AddAsync(PageId page, DateOnly day, int promptTokens, int completionTokens, CancellationToken cancellationToken) => postgres.ExecuteAsync(
        """
        INSERT INTO gptm_token_usage AS known (page, day, prompt, completion) VALUES ($1, $2, $3, $4)
        ON CONFLICT (page, day) DO UPDATE SET prompt = known.prompt + excluded.prompt, completion = known.completion + excluded.completion
        """,
        page.Value, day, (long)promptTokens, (long)completionTokens);
}
