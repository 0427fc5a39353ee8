using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Numbers;

/// <summary>
/// Figures by page and day that only ever grow, see <see cref="Figures"/>. None of them is about a single customer, so that forgetting one
/// changes nothing here. What models cost is added with each call, see <see cref="Spending.ISpending.SettleAsync"/>.
/// </summary>
public interface INumbers
{
    /// <summary>How long a day's figures are kept.</summary>
    const int KeptDays = 400;

    /// <summary>How long a mark is remembered: for longer than a turn can be tried again.</summary>
    static readonly TimeSpan MarksKept = TimeSpan.FromDays(3);

    /// <summary>Adds all of it, or nothing where something with the same mark was added before.</summary>
    /// <exception cref="StoreUnavailableException">The memory did not answer; it may have been added, and may be tried again.</exception>
    Task AddAsync(Tally tally, CancellationToken cancellationToken);

    /// <returns>Days of pages that have figures, in no order.</returns>
    /// <exception cref="StoreUnavailableException">The memory did not answer.</exception>
    Task<IReadOnlyList<PageDay>> ReadAsync(TenantId tenant, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}

/// <param name="Tenant">Whose.</param>
/// <param name="Page">On which page.</param>
/// <param name="Day">By the tenant's clock.</param>
/// <param name="Mark">The same again counts once; it tells nothing about a customer.</param>
/// <param name="Figures">What is added, by name.</param>
public sealed record Tally(TenantId Tenant, PageId Page, DateOnly Day, string Mark, IReadOnlyDictionary<string, long> Figures);

/// <param name="Page">On which page.</param>
/// <param name="Day">By the tenant's clock.</param>
/// <param name="Figures">By name.</param>
public sealed record PageDay(PageId Page, DateOnly Day, IReadOnlyDictionary<string, long> Figures);
