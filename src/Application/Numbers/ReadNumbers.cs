using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Numbers;

/// <summary>What the bot did for a tenant, day by day. Days by the tenant's clock, see <see cref="TenantDays"/>.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="From">The first day; null: 29 days before the last one.</param>
/// <param name="To">The last day; null: today.</param>
/// <param name="Page">Null: all pages of the tenant.</param>
/// <exception cref="StoreUnavailableException">The memory did not answer.</exception>
public sealed record ReadNumbers(TenantId Tenant, DateOnly? From = null, DateOnly? To = null, PageId? Page = null) : IRequest<NumbersReport>;

/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Days">Each day in order, also those without a figure.</param>
/// <param name="Total">All of them together.</param>
/// <param name="Pages">Those that have figures in this time, whichever was asked for.</param>
public sealed record NumbersReport(DateOnly From, DateOnly To, IReadOnlyList<DayNumbers> Days, PeriodNumbers Total, IReadOnlyList<PageId> Pages);

public sealed record DayNumbers(DateOnly Day, PeriodNumbers Numbers);

internal sealed class ReadNumbersValidator : AbstractValidator<ReadNumbers>
{
    public ReadNumbersValidator() => RuleFor(read => read)
        .Must(read => read.From is not { } from || read.To is not { } to || from <= to).WithMessage("from should not be later than to.")
        .Must(read => read.From is not { } from || read.To is not { } to || to.DayNumber - from.DayNumber < INumbers.KeptDays).WithMessage($"At most {INumbers.KeptDays} days can be read at once.");
}

internal sealed class ReadNumbersHandler(INumbers numbers, TenantDays days, TimeProvider clock) : IRequestHandler<ReadNumbers, NumbersReport>
{
    private const int Standard = 30;

    public async Task<NumbersReport> Handle(ReadNumbers request, CancellationToken cancellationToken)
    {
        var today = await days.OfAsync(request.Tenant, clock.GetUtcNow(), cancellationToken);
        var to = request.To ?? (request.From is { } start && start > today ? start : today);
        var from = request.From ?? DateOnly.FromDayNumber(Math.Max(0, to.DayNumber - Standard + 1));

        // Where only one end was said, the other is not further away than what is kept.
        from = to.DayNumber - from.DayNumber < INumbers.KeptDays ? from : to.AddDays(1 - INumbers.KeptDays);
        var found = await numbers.ReadAsync(request.Tenant, from, to, cancellationToken);
        var asked = found.Where(day => request.Page is not { } page || day.Page == page).ToLookup(day => day.Day);
        var each = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays)
            .Select(day => new DayNumbers(day, PeriodNumbers.Of(asked[day]))).ToList();
        return new NumbersReport(
            from, to, each, PeriodNumbers.Of(asked.SelectMany(day => day)), [.. found.Select(day => day.Page).Distinct().OrderBy(page => page.Value, StringComparer.Ordinal)]);
    }
}
