using FluentValidation;
using GptMessenger.Application.Audit;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Spending;

/// <summary>Sets a tenant's limits, in the unit that spending is counted in. They hold within ten seconds on every node.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Limits">What is null, the configuration decides.</param>
/// <param name="Version">What was read before, see <see cref="SpendingReport.Version"/>.</param>
/// <returns>False: somebody else has changed them meanwhile, nothing was done.</returns>
/// <exception cref="StoreUnavailableException">The store did not answer.</exception>
public sealed record SetSpending(TenantId Tenant, SpendLimits Limits, string? Version) : IRequest<bool>, IAudited
{
    public AuditMark Mark => new(Tenant, "changed the spend limits");
}

internal sealed class SetSpendingValidator : AbstractValidator<SetSpending>
{
    private const decimal MostMoney = 1_000_000;
    private const decimal MostTokens = 1_000_000_000;
    private const int MostAnswers = 1000;

    public SetSpendingValidator(SpendOptions options)
    {
        decimal most = options.Prices.AreKnown ? MostMoney : MostTokens;
        RuleFor(set => set.Limits.PerDay).InclusiveBetween(0, most).WithMessage($"The limit for a day should be from 0 to {most:0} {options.Prices.Unit}.");
        RuleFor(set => set.Limits.PerMonth).InclusiveBetween(0, most).WithMessage($"The limit for a month should be from 0 to {most:0} {options.Prices.Unit}.");
        RuleFor(set => set.Limits.AnswersPerHour).InclusiveBetween(0, MostAnswers).WithMessage($"A customer's answers in an hour should be from 0 to {MostAnswers}.");
        RuleFor(set => set.Limits).Must(limits => limits.PerDay is not { } day || limits.PerMonth is not { } month || day <= month)
            .WithMessage("The limit for a day should not be higher than the one for a month.");
    }
}

internal sealed class SetSpendingHandler(ISpendSettings settings, SpendOptions options) : IRequestHandler<SetSpending, bool>
{
    public Task<bool> Handle(SetSpending request, CancellationToken cancellationToken) =>
        settings.WriteAsync(request.Tenant, new SpendSettings(options.Prices.Unit, request.Limits), request.Version, cancellationToken);
}
