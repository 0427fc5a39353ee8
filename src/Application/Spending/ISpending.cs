using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Spending;

/// <summary>
/// The book of what models cost: what was spent, and what is held for calls that are under way. Every change is one step that happens as a
/// whole, so that limits hold however many nodes call at once.
/// </summary>
public interface ISpending
{
    /// <summary>Holds the most that the call may cost where every limit has room for it besides what others hold; else nothing changes.</summary>
    /// <returns>The limit that has no room; null: it is held.</returns>
    /// <exception cref="StoreUnavailableException">The memory did not answer; it may be held until its time is over.</exception>
    Task<SpendLimit?> ReserveAsync(PlannedCall call, SpendLimits limits, CancellationToken cancellationToken);

    /// <summary>Puts what the call did cost in the place of what was held for it, and adds its figures to the page's numbers. Also where nothing was held, or no longer.</summary>
    /// <exception cref="StoreUnavailableException">The memory did not answer.</exception>
    Task SettleAsync(PlannedCall call, CallCost cost, CancellationToken cancellationToken);

    /// <summary>The call cost nothing and gave the customer nothing: it is as if it had never been planned.</summary>
    /// <exception cref="StoreUnavailableException">The memory did not answer.</exception>
    Task ReleaseAsync(PlannedCall call, CancellationToken cancellationToken);

    /// <exception cref="StoreUnavailableException">The memory did not answer.</exception>
    Task<Spent> ReadAsync(TenantId tenant, SpendDay day, CancellationToken cancellationToken);

    /// <summary>How many answers the customer has had in the hour of the last one. Counted only where a limit holds.</summary>
    /// <returns>Null: none are counted.</returns>
    /// <exception cref="StoreUnavailableException">The memory did not answer.</exception>
    Task<CountedAnswers?> FindAsync(ConversationId conversation, CancellationToken cancellationToken);

    /// <summary>Forgets how many answers the customer has had.</summary>
    /// <exception cref="StoreUnavailableException">The memory did not answer.</exception>
    Task ForgetAsync(ConversationId conversation, CancellationToken cancellationToken);
}

/// <param name="Hour">By the clock, UTC: full hours since 1970.</param>
/// <param name="Answers">How many.</param>
public sealed record CountedAnswers(long Hour, int Answers)
{
    public DateTimeOffset Since => DateTimeOffset.UnixEpoch.AddHours(Hour);
}

/// <param name="Date">By the tenant's clock.</param>
/// <param name="Unit">What amounts are counted in; other units have books of their own.</param>
public sealed record SpendDay(DateOnly Date, string Unit)
{
    /// <summary>How long the books of past days are kept.</summary>
    public const int KeptDays = 400;

    public string Day => $"{Date:yyyy-MM-dd}";

    public string Month => $"{Date:yyyy-MM}";
}

/// <param name="Id">Unique, and without meaning.</param>
/// <param name="Conversation">Whose question it is.</param>
/// <param name="Day">The day whose limit it counts against, and which gives the month.</param>
/// <param name="Amount">The most that it may cost, in millionths of the day's unit.</param>
/// <param name="At">When it was planned.</param>
/// <param name="HeldUntil">Its process is dead if it has said nothing by then.</param>
/// <param name="IsAnswer">It counts against the customer's answers of this hour; a draft that is mended is no other answer.</param>
public sealed record PlannedCall(string Id, ConversationId Conversation, SpendDay Day, long Amount, DateTimeOffset At, DateTimeOffset HeldUntil, bool IsAnswer)
{
    /// <summary>By the clock, UTC: full hours since 1970.</summary>
    public long Hour => At.ToUnixTimeSeconds() / (long)TimeSpan.FromHours(1).TotalSeconds;
}

/// <param name="Amount">In millionths of the day's unit.</param>
/// <param name="Figures">What is added to the numbers of the page and the day.</param>
public sealed record CallCost(long Amount, IReadOnlyDictionary<string, long> Figures);

/// <summary>In millionths of the unit, without what is held.</summary>
public sealed record Spent(long Today, long ThisMonth);
