using GptMessenger.Application.Alerts;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Postgres;

/// <summary>Alerts on their way, as rows of PostgreSQL.</summary>
internal sealed class PostgresAlerts(PostgresServer postgres) : IAlertOutbox
{
    public Task AddAsync(Alert alert, CancellationToken cancellationToken) => postgres.ExecuteAsync(
        "INSERT INTO gptm_alerts (id, conversation, due_at, alert) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
        alert.Id, alert.Conversation.ToString(), alert.DueAt.ToUnixTimeMilliseconds(), AlertJson.Write(alert));

    public async Task<IReadOnlyList<Alert>> TakeDueAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        var rows = await postgres.ReadAsync(
            """
            WITH due AS (SELECT id FROM gptm_alerts WHERE due_at <= $1 ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            UPDATE gptm_alerts SET due_at = $3 WHERE id IN (SELECT id FROM due) RETURNING alert
            """,
            row => row.GetString(0), now.ToUnixTimeMilliseconds(), limit, until.ToUnixTimeMilliseconds());
        return [.. rows.Select(AlertJson.Read).OfType<Alert>().OrderBy(alert => alert.DueAt)];
    }

    public Task SaveAsync(Alert alert, CancellationToken cancellationToken) => postgres.ExecuteAsync(
        "UPDATE gptm_alerts SET due_at = $2, alert = $3 WHERE id = $1", alert.Id, alert.DueAt.ToUnixTimeMilliseconds(), AlertJson.Write(alert));

    public Task RemoveAsync(Alert alert, CancellationToken cancellationToken) => postgres.ExecuteAsync("DELETE FROM gptm_alerts WHERE id = $1", alert.Id);

    public Task<int> EraseAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        postgres.ExecuteAsync("DELETE FROM gptm_alerts WHERE conversation = $1", conversation.ToString());
}
