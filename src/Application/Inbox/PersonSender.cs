using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Inbox;

/// <summary>
/// Sends the parts of what a person wrote. Each try is recorded before it is made, and one whose outcome nobody knows is looked for, twice,
/// before it is made once more; that happens when the person sends the same answer again.
/// </summary>
internal sealed partial class PersonSender(IPersonAnswers answers, IMessengerClient messenger, TimeProvider clock, ILogger<PersonSender> logger)
{
    private const int MaxTries = 2;
    private const int MaxLooks = 2;

    /// <summary>Messenger's echo comes within seconds, and is a better proof than a look at the thread.</summary>
    private static readonly TimeSpan EchoTime = TimeSpan.FromSeconds(10);

    public async Task<(PersonAnswer Answer, PersonAnswerResult Result)> SendAsync(
        ConversationDesk desk, PersonAnswer answer, bool isByHumanAgent, CancellationToken cancellationToken)
    {
        for (int i = 0; i < answer.Parts.Count; i++)
        {
            if (answer.Parts[i] is { IsInDoubt: true })
            {
                (answer, var doubt) = await SettleDoubtAsync(desk, answer, answer.Parts[i], cancellationToken);
                if (doubt is not null)
                {
                    return (answer, doubt);
                }
            }

            if (answer.Parts[i].Mid is null)
            {
                (answer, var stop) = await TryAsync(desk, answer, answer.Parts[i] with { IsByHumanAgent = isByHumanAgent }, cancellationToken);
                if (stop is not null)
                {
                    return (answer, stop);
                }
            }
        }

        return (answer, new PersonAnswerResult(PersonAnswerOutcome.Sent));
    }

    private async Task<(PersonAnswer, PersonAnswerResult?)> TryAsync(ConversationDesk desk, PersonAnswer answer, TextPart untried, CancellationToken cancellationToken)
    {
        var part = untried with { TriedAt = clock.GetUtcNow(), Tries = untried.Tries + 1, Looks = 0 };
        answer = await answers.SaveAsync(desk.Id, answer.With(part), cancellationToken);
        var result = await messenger.SendAsync(desk.Id, part, CancellationToken.None);
        string? mid = result.Mid ?? desk.Conversation!.MidOf(part.Metadata);
        if (mid is not null)
        {
            return (await SaveAsync(desk, answer.With(part with { Mid = mid })), null);
        }

        if (result.Verdict == SendVerdict.InDoubt)
        {
            LogInDoubt(desk.Id, result.Error);
            return (await SaveAsync(desk, answer.With(part with { IsUnclear = true })), Doubt(result.Error));
        }

        LogNotSent(desk.Id, result.Verdict, result.Error);
        return (await SaveAsync(desk, answer.With(untried)), new PersonAnswerResult(
            result.Verdict switch
            {
                SendVerdict.Retry or SendVerdict.Wait or SendVerdict.Reauthorize or SendVerdict.PageStopped => PersonAnswerOutcome.NotNow,
                SendVerdict.WindowClosed => PersonAnswerOutcome.WindowClosed,
                _ => PersonAnswerOutcome.Refused,
            },
            result.Error));
    }

    /// <returns>No result: the part has its mid, or may be sent once more.</returns>
    private async Task<(PersonAnswer, PersonAnswerResult?)> SettleDoubtAsync(ConversationDesk desk, PersonAnswer answer, TextPart part, CancellationToken cancellationToken)
    {
        if (desk.Conversation!.MidOf(part.Metadata) is { } echoed)
        {
            return (await SaveAsync(desk, answer.With(part with { Mid = echoed })), null);
        }

        if (part.TriedAt + EchoTime > clock.GetUtcNow())
        {
            return (answer, Doubt("Messenger's word on it is waited for."));
        }

        var others = desk.Conversation.Events.Where(e => e.IsFromPage && e.Mid is not null).Select(e => e.Mid!).ToHashSet();
        var look = await messenger.FindSentAsync(desk.Id, part, others, cancellationToken);
        if (look.Mid is { } found)
        {
            return (await SaveAsync(desk, answer.With(part with { Mid = found })), null);
        }

        if (!look.CouldLook)
        {
            return (answer, Doubt("The thread cannot be read at present."));
        }

        answer = await SaveAsync(desk, answer.With(part with { Looks = part.Looks + 1 }));
        return part.Looks + 1 < MaxLooks ? (answer, Doubt("It is not in the thread yet."))
            : part.Tries < MaxTries ? (answer, null)
            : (answer, new PersonAnswerResult(PersonAnswerOutcome.Refused, $"Sent {part.Tries} times without a sign that it arrived: look into the page's inbox."));
    }

    /// <summary>What was learnt is kept, also for somebody who no longer waits for it.</summary>
    private Task<PersonAnswer> SaveAsync(ConversationDesk desk, PersonAnswer answer) => answers.SaveAsync(desk.Id, answer, CancellationToken.None);

    private static PersonAnswerResult Doubt(string? reason) => new(PersonAnswerOutcome.InDoubt, reason);

    [LoggerMessage(LogLevel.Warning, "What a person wrote in {Conversation} may have reached the customer: {Reason}")]
    private partial void LogInDoubt(ConversationId conversation, string? reason);

    [LoggerMessage(LogLevel.Warning, "What a person wrote in {Conversation} was not sent ({Verdict}): {Reason}")]
    private partial void LogNotSent(ConversationId conversation, SendVerdict verdict, string? reason);
}
