using System.Security.Cryptography;
using System.Text;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Conversations;

/// <summary>
/// Stores an event at the conversation's desk, once and durably, and opens a turn when it asks for an answer.
/// The turn is remembered before the event is stored, and the event is stored before anybody is told so: a crash in between costs nothing,
/// because the event is delivered again and is then either known and still open, or new.
/// </summary>
public sealed record AcceptEvent(ConversationDesk Desk, MessengerEvent Event) : IRequest<Receipt>;

internal sealed partial class AcceptEventHandler(
    ConversationFile file, ITurnLedger ledger, TurnEnding ending, IBotPause pause, IPutAside aside, ReplyOptions options, TimeProvider clock,
    Telemetry telemetry, ILogger<AcceptEventHandler> logger)
    : IRequestHandler<AcceptEvent, Receipt>
{
    public async Task<Receipt> Handle(AcceptEvent request, CancellationToken cancellationToken)
    {
        var (desk, @event) = request;
        await desk.Gate.WaitAsync(cancellationToken);
        try
        {
            await file.LoadAsync(desk, cancellationToken);
            var receipt = @event.Kind == EventKind.Echo
                ? await AcceptEchoAsync(desk, @event, cancellationToken)
                : await AcceptFromCustomerAsync(desk, @event, cancellationToken);
            telemetry.Accepted(receipt);
            return receipt;
        }
        catch (UnreadableFileException e)
        {
            // Refusing it would make Messenger deliver it again until it gives the whole page up.
            LogPutAside(e.Message);
            await aside.KeepAsync(desk.Id, @event, e.Message, cancellationToken);
            telemetry.Accepted(Receipt.PutAside);
            return Receipt.PutAside;
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    private async Task<Receipt> AcceptFromCustomerAsync(ConversationDesk desk, MessengerEvent @event, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(desk.Conversation!.With(@event), desk.Conversation))
        {
            return Receipt.Duplicate;
        }

        bool forPerson = @event.IsStandby || desk.IsPaused(clock.GetUtcNow());
        if (forPerson && @event.IsAsked && desk.Turn is null)
        {
            await RecordForPersonAsync(desk, @event, cancellationToken);
        }

        if (@event.AsksForAnswer && !forPerson && desk.Turn is null)
        {
            var turn = new Turn(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"), clock.GetUtcNow(), desk.Conversation.End);
            await ledger.OpenAsync(desk.Id, turn, cancellationToken);
            desk.Turn = turn;
        }

        await file.AppendAsync(desk, [@event], cancellationToken);
        if (!forPerson)
        {
            Telemetry.Remember(desk, @event.Key);
        }

        if (@event.IsStandby && desk.Turn is { } open)
        {
            await HandOverAsync(desk, open, @event.Key, cancellationToken);
        }

        if (desk.Turn is { IsSent: true, NotBefore: not null } sent)
        {
            // Its reply waits for nothing but the store, which has just worked.
            desk.Turn = sent with { NotBefore = null };
        }

        return forPerson ? Receipt.StoredForPerson : Receipt.Stored;
    }

    /// <summary>
    /// What a person is to answer ends here, and is listed so. Before it is stored, and under an id that follows from it: delivered again
    /// after a failure it is recorded once.
    /// </summary>
    private async Task RecordForPersonAsync(ConversationDesk desk, MessengerEvent @event, CancellationToken cancellationToken)
    {
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{desk.Id} {@event.Key}")).AsSpan(0, 16));
        var turn = new Turn(id, clock.GetUtcNow(), desk.Conversation!.End) { Through = @event.Key };
        await ledger.RecordAsync(desk.Id, turn, TurnEnd.HandedOver, cancellationToken);
        telemetry.Ended(TurnState.HandedOver);
    }

    /// <summary>Another app has the thread now, and what was said up to here is its to answer. A reply that is decided on is still finished.</summary>
    private async Task HandOverAsync(ConversationDesk desk, Turn turn, string through, CancellationToken cancellationToken)
    {
        // On the desk first: while the ledger writes, the reply may be decided on.
        var handedOver = turn.HandedOverThrough(through);
        desk.Turn = turn.HasReply ? handedOver : null;
        try
        {
            await (desk.Turn is { } rest
                ? ledger.SaveAsync(desk.Id, rest, cancellationToken)
                : ending.RecordAsync(desk, handedOver, TurnEnd.HandedOver, next: null, cancellationToken));
        }
        catch (StoreUnavailableException)
        {
            desk.Turn ??= turn;
            throw;
        }
    }

    private async Task<Receipt> AcceptEchoAsync(ConversationDesk desk, MessengerEvent echo, CancellationToken cancellationToken)
    {
        if (ReplyPart.IsOurs(echo.Metadata))
        {
            if (desk.Turn?.Parts.FirstOrDefault(part => part.Metadata == echo.Metadata) is { } part)
            {
                if (part.Mid is null)
                {
                    desk.Turn = desk.Turn.WithPart(part with { Mid = echo.Mid }) with { NotBefore = null };
                    await ledger.SaveAsync(desk.Id, desk.Turn, cancellationToken);
                }

                return Receipt.Confirmed;
            }

            // Of a turn that has ended. Where that gave up on the message, this is its late arrival: the customer has read it.
            var known = desk.Conversation!;
            await file.AppendAsync(desk, [echo], cancellationToken);
            return ReferenceEquals(known, desk.Conversation) ? Receipt.Confirmed : Receipt.Stored;
        }

        bool isPerson = echo.AppId is null || echo.AppId != options.AppId;
        if (isPerson && !desk.Conversation!.Contains(echo.Key))
        {
            var now = clock.GetUtcNow();
            var until = now + options.HumanPause is var usual && desk.PausedUntil > usual ? desk.PausedUntil.Value : usual;

            // On the desk first: a reply may be about to be sent while the store writes.
            desk.PausedUntil = until;

            // A reply that waits for its next try ends now: the pause may be over before that.
            desk.Turn = desk.Turn is { } open ? open with { NotBefore = null } : null;
            await pause.SetAsync(desk.Id, until, cancellationToken);
            LogPaused((until - now).TotalMinutes);
        }

        var before = desk.Conversation;
        await file.AppendAsync(desk, [echo], cancellationToken);
        return ReferenceEquals(before, desk.Conversation) ? Receipt.Duplicate : isPerson ? Receipt.StoredForPerson : Receipt.Stored;
    }

    [LoggerMessage(LogLevel.Error, "An event was put aside, unanswered: {Reason}")]
    private partial void LogPutAside(string reason);

    [LoggerMessage(LogLevel.Information, "A person answered in the page inbox: the bot keeps silent for {Minutes} minutes")]
    private partial void LogPaused(double minutes);
}
