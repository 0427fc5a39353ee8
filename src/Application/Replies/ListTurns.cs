using FluentValidation;
using MediatR;

namespace GptMessenger.Application.Replies;

/// <summary>What became of the turns in a state, newest first, a page at a time.</summary>
public sealed record ListTurns(TurnFilter Filter) : IRequest<TurnPage>;

/// <param name="Turns">A few more than were asked for when more than that ended in the same millisecond.</param>
/// <param name="Next">Where the next page begins (<see cref="TurnFilter.Before"/>); null: this was the last.</param>
public sealed record TurnPage(IReadOnlyList<TurnRecord> Turns, DateTimeOffset? Next);

internal sealed class ListTurnsValidator : AbstractValidator<ListTurns>
{
    public const int MaxLimit = 500;

    public ListTurnsValidator() =>
        RuleFor(list => list.Filter.Limit).InclusiveBetween(1, MaxLimit).WithMessage($"limit should be from 1 to {MaxLimit}.");
}

internal sealed class ListTurnsHandler(ITurnRecords records) : IRequestHandler<ListTurns, TurnPage>
{
    public async Task<TurnPage> Handle(ListTurns request, CancellationToken cancellationToken)
    {
        // A page ends between two milliseconds, because the next one begins before a time: what shares one stays together.
        for (int limit = request.Filter.Limit; ; limit *= 2)
        {
            var found = await records.ListAsync(request.Filter with { Limit = limit + 1 }, cancellationToken);
            if (found.Count <= limit)
            {
                return new TurnPage(found, Next: null);
            }

            var beyond = TimeOf(found[limit]);
            IReadOnlyList<TurnRecord> page = [.. found.TakeWhile(record => TimeOf(record) > beyond)];
            if (page.Count > 0)
            {
                return new TurnPage(page, TimeOf(page[^1]));
            }
        }
    }

    /// <summary>To the millisecond, as the records are kept.</summary>
    private static DateTimeOffset TimeOf(TurnRecord record) =>
        DateTimeOffset.FromUnixTimeMilliseconds((record.EndedAt ?? record.Turn.OpenedAt).ToUnixTimeMilliseconds());
}
