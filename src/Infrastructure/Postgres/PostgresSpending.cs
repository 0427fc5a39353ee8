using System.Globalization;
using GptMessenger.Application.Spending;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Postgres;

/// <summary>What models cost, as rows of PostgreSQL. Holding looks before it writes, so it is a function that has the tenant's book for itself (see engine.sql).</summary>
internal sealed class PostgresSpending(PostgresServer postgres) : ISpending
{
    private const int PruneEvery = 1000;

    private int _calls;

    public async Task<SpendLimit?> ReserveAsync(PlannedCall call, SpendLimits limits, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _calls) % PruneEvery == 0)
        {
            await PruneAsync(call);
        }

        var rows = await postgres.ReadAsync(
            "SELECT gptm_reserve($1, $2, $3, $4, $5, $6, $7, $8, $9::bigint, $10::bigint, $11, $12, $13::int)",
            row => row.IsDBNull(0) ? null : row.GetString(0),
            call.Id, call.Conversation.Tenant.Value, call.Day.Day, call.Day.Month, call.Day.Unit, call.Amount, call.At.UtcDateTime, call.HeldUntil.UtcDateTime,
            Millionths(limits.PerDay), Millionths(limits.PerMonth), call.Conversation.ToString(), call.Hour, call.IsAnswer ? limits.AnswersPerHour : null);
        return rows is [{ } reached] ? Enum.Parse<SpendLimit>(reached) : null;
    }

    public Task SettleAsync(PlannedCall call, CallCost cost, CancellationToken cancellationToken) => postgres.ExecuteAsync(
        $"""
        WITH released AS (DELETE FROM gptm_held WHERE id = $6),
        booked AS (
          INSERT INTO gptm_spent AS known (tenant, period, unit, amount) VALUES ($1, $7, $8, $9), ($1, $10, $8, $9)
          ON CONFLICT (tenant, period, unit) DO UPDATE SET amount = known.amount + excluded.amount)
        {PostgresNumbers.Adding} {PostgresNumbers.Added}
        """,
        call.Conversation.Tenant.Value, call.Day.Date, call.Conversation.Page.Value, PostgresNumbers.Names(cost.Figures), PostgresNumbers.Values(cost.Figures),
        call.Id, call.Day.Month, call.Day.Unit, cost.Amount, call.Day.Day);

    public Task ReleaseAsync(PlannedCall call, CancellationToken cancellationToken) => postgres.ExecuteAsync(
        """
        WITH released AS (DELETE FROM gptm_held WHERE id = $1 RETURNING 1)
        UPDATE gptm_customer_answers SET answers = answers - 1 WHERE conversation = $2 AND hour = $3 AND answers > 0 AND $4 AND EXISTS (SELECT 1 FROM released)
        """,
        call.Id, call.Conversation.ToString(), call.Hour, call.IsAnswer);

    public async Task<Spent> ReadAsync(TenantId tenant, SpendDay day, CancellationToken cancellationToken)
    {
        var rows = await postgres.ReadAsync(
            "SELECT period, amount FROM gptm_spent WHERE tenant = $1 AND period IN ($2, $3) AND unit = $4",
            row => (Period: row.GetString(0), Amount: row.GetInt64(1)), tenant.Value, day.Day, day.Month, day.Unit);
        return new Spent(rows.FirstOrDefault(row => row.Period == day.Day).Amount, rows.FirstOrDefault(row => row.Period == day.Month).Amount);
    }

    public async Task<CountedAnswers?> FindAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        (await postgres.ReadAsync(
            "SELECT hour, answers FROM gptm_customer_answers WHERE conversation = $1", row => new CountedAnswers(row.GetInt64(0), row.GetInt32(1)), conversation.ToString())).SingleOrDefault();

    public Task ForgetAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        postgres.ExecuteAsync("DELETE FROM gptm_customer_answers WHERE conversation = $1", conversation.ToString());

    private static long? Millionths(decimal? amount) => amount is { } limit ? ModelPrices.ToMillionths(limit) : null;

    private async Task PruneAsync(PlannedCall call)
    {
        await postgres.ExecuteAsync("DELETE FROM gptm_customer_answers WHERE hour < $1", call.Hour);
        await postgres.ExecuteAsync("DELETE FROM gptm_spent WHERE period < $1", call.Day.Date.AddDays(-SpendDay.KeptDays).ToString("yyyy-MM", CultureInfo.InvariantCulture));
    }
}
