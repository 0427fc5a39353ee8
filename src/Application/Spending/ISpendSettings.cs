using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Spending;

/// <summary>What tenants have said about their limits.</summary>
public interface ISpendSettings
{
    /// <summary>From memory; what was changed on another node is known within ten seconds.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer, and never did about this tenant.</exception>
    Task<SpendSettings> ReadAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>As it is in the store now.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task<(SpendSettings Settings, string? Version)> FindAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <param name="tenant">Whose limits.</param>
    /// <param name="settings">What holds from now on.</param>
    /// <param name="version">What is replaced; null: there is nothing yet.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False: it was changed meanwhile, and nothing was written.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task<bool> WriteAsync(TenantId tenant, SpendSettings settings, string? version, CancellationToken cancellationToken);
}

/// <param name="Unit">What the amounts are in. Where spending is counted in another one by now, they do not hold.</param>
/// <param name="Limits">What is null there, the configuration decides.</param>
public sealed record SpendSettings(string? Unit, SpendLimits Limits)
{
    public static SpendSettings None { get; } = new(Unit: null, SpendLimits.None);

    /// <summary>It has amounts, and none of them can be compared with what is spent.</summary>
    public bool IsOfOtherUnitThan(string unit) => Unit is not null && Unit != unit && (Limits.PerDay ?? Limits.PerMonth) is not null;
}
