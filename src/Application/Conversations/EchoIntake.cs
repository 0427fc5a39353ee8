using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Conversations;

/// <summary>
/// Takes in the echo of a message that the page sent: our own confirms what was sent, a person's is stored and keeps the bot silent for a
/// while. Its caller holds the desk's gate.
/// </summary>
internal sealed partial class EchoIntake(
    ConversationFile file, ITurnLedger ledger, IBotPause pause, ReplyOptions options, TimeProvider clock, ILogger<EchoIntake> logger)
{
    public async Task<Receipt> AcceptAsync(ConversationDesk desk, MessengerEvent echo, CancellationToken cancellationToken)
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

            if (desk.Version is null)
            {
                // The conversation was erased meanwhile, and is not to begin anew with what was said in it.
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
            desk.PauseUntil(until);
            await pause.SetAsync(desk.Id, until, cancellationToken);
            LogPaused((until - now).TotalMinutes);
        }

        var before = desk.Conversation;
        await file.AppendAsync(desk, [echo], cancellationToken);
        return ReferenceEquals(before, desk.Conversation) ? Receipt.Duplicate : isPerson ? Receipt.StoredForPerson : Receipt.Stored;
    }

    [LoggerMessage(LogLevel.Information, "A person answered in the page inbox: the bot keeps silent for {Minutes} minutes")]
    private partial void LogPaused(double minutes);
}
