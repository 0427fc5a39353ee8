using GptMessenger.Application.Conversations;
using MediatR;

namespace GptMessenger.Application.Inbox;

/// <summary>At the conversation's desk, after something has changed: the inbox shows it.</summary>
/// <param name="Desk">The conversation.</param>
/// <param name="Seen">How far the customer has got, where Messenger has said so; null: it has not.</param>
/// <param name="MustLoad">The file is read for it, where it was not yet.</param>
public sealed record UpdateSummary(ConversationDesk Desk, SeenMarks? Seen, bool MustLoad) : IRequest;

/// <param name="Delivered">Everything up to then has reached the customer's device; null: nothing new.</param>
/// <param name="Read">Everything up to then was seen; null: nothing new.</param>
public sealed record SeenMarks(DateTimeOffset? Delivered, DateTimeOffset? Read)
{
    public SeenMarks With(SeenMarks? other) => other is null ? this : new SeenMarks(Later(Delivered, other.Delivered), Later(Read, other.Read));

    internal ConversationSummary In(ConversationSummary summary) => summary with
    {
        DeliveredUntil = Later(Later(summary.DeliveredUntil, Delivered), Read),
        ReadUntil = Later(summary.ReadUntil, Read),
    };

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}

internal sealed class UpdateSummaryHandler(SummaryKeeper keeper, ConversationFile file) : IRequestHandler<UpdateSummary>
{
    public async Task Handle(UpdateSummary request, CancellationToken cancellationToken)
    {
        if (request.MustLoad)
        {
            await LoadAsync(request.Desk, cancellationToken);
        }

        await keeper.UpdateAsync(request.Desk, request.Seen is { } seen ? seen.In : null, cancellationToken);
    }

    private async Task LoadAsync(ConversationDesk desk, CancellationToken cancellationToken)
    {
        await desk.Gate.WaitAsync(cancellationToken);
        try
        {
            await file.LoadAsync(desk, cancellationToken);
        }
        finally
        {
            desk.Gate.Release();
        }
    }
}
