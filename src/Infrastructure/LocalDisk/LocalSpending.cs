using System.Globalization;
using GptMessenger.Application.Spending;
using GptMessenger.Domain.Conversations;
using Microsoft.Data.Sqlite;

namespace GptMessenger.Infrastructure.LocalDisk;

/// <summary>What models cost, as rows of the local database. Its one writer makes each change a whole.</summary>
internal sealed class LocalSpending(LocalDatabase database) : ISpending
{
    private const int PruneEvery = 1000;

    private int _calls;

    public Task<SpendLimit?> ReserveAsync(PlannedCall call, SpendLimits limits, CancellationToken cancellationToken)
    {
        bool isToPrune = Interlocked.Increment(ref _calls) % PruneEvery == 0;
        return database.RunAsync(connection =>
        {
            connection.Execute("DELETE FROM held WHERE until < @0", call.At.ToUnixTimeMilliseconds());
            if (isToPrune)
            {
                Prune(connection, call);
            }

            if (HasNoRoom(connection, call, limits) is { } reached)
            {
                return (SpendLimit?)reached;
            }

            connection.Execute(
                "INSERT INTO held (id, tenant, day, month, unit, amount, until) VALUES (@0, @1, @2, @3, @4, @5, @6)",
                call.Id, call.Conversation.Tenant.Value, call.Day.Day, call.Day.Month, call.Day.Unit, call.Amount, call.HeldUntil.ToUnixTimeMilliseconds());
            if (call.IsAnswer && limits.AnswersPerHour is not null)
            {
                connection.Execute(
                    """
                    INSERT INTO customer_answers (conversation, hour, answers) VALUES (@0, @1, 1)
                    ON CONFLICT (conversation) DO UPDATE SET hour = excluded.hour, answers = CASE WHEN hour = excluded.hour THEN answers + 1 ELSE 1 END
                    """,
                    call.Conversation.ToString(), call.Hour);
            }

            return null;
        });
    }

    public Task SettleAsync(PlannedCall call, CallCost cost, CancellationToken cancellationToken) => database.RunAsync(connection =>
    {
        connection.Execute("DELETE FROM held WHERE id = @0", call.Id);
        foreach (string period in new[] { call.Day.Day, call.Day.Month })
        {
            connection.Execute(
                "INSERT INTO spent (tenant, period, unit, amount) VALUES (@0, @1, @2, @3) ON CONFLICT (tenant, period, unit) DO UPDATE SET amount = amount + excluded.amount",
                call.Conversation.Tenant.Value, period, call.Day.Unit, cost.Amount);
        }

        LocalNumbers.Add(connection, call.Conversation.Tenant, call.Conversation.Page, call.Day.Date, cost.Figures);
        return true;
    });

    public Task ReleaseAsync(PlannedCall call, CancellationToken cancellationToken) => database.RunAsync(connection =>
        connection.Execute("DELETE FROM held WHERE id = @0", call.Id) > 0 && call.IsAnswer
            ? connection.Execute("UPDATE customer_answers SET answers = answers - 1 WHERE conversation = @0 AND hour = @1 AND answers > 0", call.Conversation.ToString(), call.Hour)
            : 0);

    public Task<Spent> ReadAsync(TenantId tenant, SpendDay day, CancellationToken cancellationToken) => database.RunAsync(connection => new Spent(
        Sum(connection, "SELECT amount FROM spent WHERE tenant = @0 AND period = @1 AND unit = @2", tenant.Value, day.Day, day.Unit),
        Sum(connection, "SELECT amount FROM spent WHERE tenant = @0 AND period = @1 AND unit = @2", tenant.Value, day.Month, day.Unit)));

    public Task<CountedAnswers?> FindAsync(ConversationId conversation, CancellationToken cancellationToken) => database.RunAsync(connection =>
    {
        using var command = connection.Command("SELECT hour, answers FROM customer_answers WHERE conversation = @0", conversation.ToString());
        using var row = command.ExecuteReader();
        return row.Read() ? new CountedAnswers(row.GetInt64(0), row.GetInt32(1)) : null;
    });

    public Task ForgetAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        database.EraseAsync(connection => connection.Execute("DELETE FROM customer_answers WHERE conversation = @0", conversation.ToString()));

    private static SpendLimit? HasNoRoom(SqliteConnection connection, PlannedCall call, SpendLimits limits)
    {
        string tenant = call.Conversation.Tenant.Value;
        return limits.PerDay is { } perDay && call.Amount + InPeriod("day", call.Day.Day) > ModelPrices.ToMillionths(perDay) ? SpendLimit.Day
            : limits.PerMonth is { } perMonth && call.Amount + InPeriod("month", call.Day.Month) > ModelPrices.ToMillionths(perMonth) ? SpendLimit.Month
            : call.IsAnswer && limits.AnswersPerHour is { } answers
                && Sum(connection, "SELECT answers FROM customer_answers WHERE conversation = @0 AND hour = @1", call.Conversation.ToString(), call.Hour) >= answers ? SpendLimit.Customer
            : null;

        long InPeriod(string column, string period) =>
            Sum(connection, "SELECT amount FROM spent WHERE tenant = @0 AND period = @1 AND unit = @2", tenant, period, call.Day.Unit)
            + Sum(connection, $"SELECT sum(amount) FROM held WHERE tenant = @0 AND {column} = @1 AND unit = @2", tenant, period, call.Day.Unit);
    }

    private static void Prune(SqliteConnection connection, PlannedCall call)
    {
        connection.Execute("DELETE FROM customer_answers WHERE hour < @0", call.Hour);
        connection.Execute("DELETE FROM spent WHERE period < @0", call.Day.Date.AddDays(-SpendDay.KeptDays).ToString("yyyy-MM", CultureInfo.InvariantCulture));
    }

    private static long Sum(SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(sql, values);
        return command.ExecuteScalar() is long sum ? sum : 0;
    }
}
