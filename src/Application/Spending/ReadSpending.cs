using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Spending;

/// <summary>What a tenant's model has cost today and this month, and what it may cost.</summary>
/// <exception cref="StoreUnavailableException">Store or memory did not answer.</exception>
public sealed record ReadSpending(TenantId Tenant) : IRequest<SpendingReport>;

/// <param name="Unit">The currency of all amounts, or <c>tokens</c> where no prices are known.</param>
/// <param name="Today">The tenant's day, which gives the month.</param>
/// <param name="SpentToday">In whole units, without calls that are under way.</param>
/// <param name="SpentThisMonth">The same.</param>
/// <param name="InForce">The limits that hold.</param>
/// <param name="Defaults">What the configuration says, for what the tenant leaves open.</param>
/// <param name="Own">What the tenant has said.</param>
/// <param name="Version">Of what the tenant has said; null: nothing yet. Whoever changes it names it.</param>
public sealed record SpendingReport(
    string Unit, DateOnly Today, decimal SpentToday, decimal SpentThisMonth, SpendLimits InForce, SpendLimits Defaults, SpendSettings Own, string? Version)
{
    /// <summary>The tenant's amounts were said in another unit than spending is counted in now, and do not hold.</summary>
    public bool AreOwnAmountsVoid => Own.IsOfOtherUnitThan(Unit);
}

internal sealed class ReadSpendingHandler(ISpending spending, ISpendSettings settings, SpendRules rules) : IRequestHandler<ReadSpending, SpendingReport>
{
    public async Task<SpendingReport> Handle(ReadSpending request, CancellationToken cancellationToken)
    {
        var day = await rules.TodayOfAsync(request.Tenant, cancellationToken);
        var (own, version) = await settings.FindAsync(request.Tenant, cancellationToken);
        var spent = await spending.ReadAsync(request.Tenant, day, cancellationToken);
        return new SpendingReport(
            day.Unit, day.Date, ModelPrices.FromMillionths(spent.Today), ModelPrices.FromMillionths(spent.ThisMonth), rules.InForce(own), rules.Defaults, own, version);
    }
}
