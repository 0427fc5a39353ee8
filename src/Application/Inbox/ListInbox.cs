using FluentValidation;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using MediatR;

namespace GptMessenger.Application.Inbox;

/// <summary>A tenant's conversations, the one with the newest word first.</summary>
/// <param name="Tenant">Whose.</param>
public sealed record ListInbox(TenantId Tenant) : IRequest<InboxPage>
{
    public const int MaxLimit = 200;

    public InboxFilter Filter { get; init; }

    /// <summary>Null: of all pages.</summary>
    public ConnectedPage? Page { get; init; }

    /// <summary>A part of the customer's name or id, or of what was last said.</summary>
    public string? Text { get; init; }

    /// <summary>Where the list before this one stopped, as it said; null: from the newest.</summary>
    public string? After { get; init; }

    public int Limit { get; init; } = 50;
}

/// <param name="Conversations">Newest first.</param>
/// <param name="Next">Where the next list goes on; null: there is no more.</param>
public sealed record InboxPage(IReadOnlyList<ConversationSummary> Conversations, string? Next);

internal sealed class ListInboxValidator : AbstractValidator<ListInbox>
{
    private const int MaxText = 200;

    public ListInboxValidator()
    {
        RuleFor(list => list.Limit).InclusiveBetween(1, ListInbox.MaxLimit).WithMessage($"limit should be a whole number from 1 to {ListInbox.MaxLimit}.");
        RuleFor(list => list.Text).MaximumLength(MaxText).WithMessage($"query should have at most {MaxText} characters.");
        RuleFor(list => list.Filter).IsInEnum();
        RuleFor(list => list.After).Must(after => after is null || InboxPlace.Parse(after) is not null).WithMessage("after should be what the list before this one named as next.");
    }
}

internal sealed class ListInboxHandler(IConversationSummaries summaries, TimeProvider clock) : IRequestHandler<ListInbox, InboxPage>
{
    public async Task<InboxPage> Handle(ListInbox request, CancellationToken cancellationToken)
    {
        string? text = request.Text?.Trim().ToLowerInvariant();
        var rows = await summaries.ListAsync(
            new InboxQuery(request.Tenant, clock.GetUtcNow(), request.Limit + 1)
            {
                Filter = request.Filter,
                Page = request.Page,
                Text = string.IsNullOrEmpty(text) ? null : text,
                After = InboxPlace.Parse(request.After),
            },
            cancellationToken);
        IReadOnlyList<ConversationSummary> page = [.. rows.Take(request.Limit)];
        return new InboxPage(page, rows.Count > request.Limit ? InboxPlace.Of(page[^1]).ToString() : null);
    }
}
