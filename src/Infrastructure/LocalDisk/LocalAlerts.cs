using GptMessenger.Application.Alerts;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.LocalDisk;

/// <summary>Alerts on their way, as rows of the local database.</summary>
internal sealed class LocalAlerts(LocalDatabase database) : IAlertOutbox
{
    public Task AddAsync(Alert alert, CancellationToken cancellationToken)
    {
        string json = AlertJson.Write(alert);
        return database.RunAsync(connection => connection.Execute(
            "INSERT OR IGNORE INTO alerts (id, conversation, due_at, alert) VALUES (@0, @1, @2, @3)",
            alert.Id, alert.Conversation.ToString(), alert.DueAt.ToUnixTimeMilliseconds(), json));
    }

    public async Task<IReadOnlyList<Alert>> TakeDueAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        var rows = await database.RunAsync(connection =>
        {
            var taken = new List<string>();
            using (var command = connection.Command("SELECT alert FROM alerts WHERE due_at <= @0 ORDER BY due_at LIMIT @1", now.ToUnixTimeMilliseconds(), limit))
            using (var reader = command.ExecuteReader())
            {
                while (reader.Read())
                {
                    taken.Add(reader.GetString(0));
                }
            }

            if (taken.Count > 0)
            {
                connection.Execute(
                    "UPDATE alerts SET due_at = @2 WHERE id IN (SELECT id FROM alerts WHERE due_at <= @0 ORDER BY due_at LIMIT @1)",
                    now.ToUnixTimeMilliseconds(), limit, until.ToUnixTimeMilliseconds());
            }

            return taken;
        });
        return [.. rows.Select(AlertJson.Read).OfType<Alert>()];
    }

    public Task SaveAsync(Alert alert, CancellationToken cancellationToken)
    {
        string json = AlertJson.Write(alert);
        return database.RunAsync(connection =>
            connection.Execute("UPDATE alerts SET due_at = @1, alert = @2 WHERE id = @0", alert.Id, alert.DueAt.ToUnixTimeMilliseconds(), json));
    }

    public Task RemoveAsync(Alert alert, CancellationToken cancellationToken) =>
        database.RunAsync(connection => connection.Execute("DELETE FROM alerts WHERE id = @0", alert.Id));

    public Task<int> EraseAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        database.EraseAsync(connection => connection.Execute("DELETE FROM alerts WHERE conversation = @0", conversation.ToString()));
}
