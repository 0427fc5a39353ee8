using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Replies;
using MediatR;

namespace GptMessenger.Application.Inbox;

/// <summary>
/// At the conversation's desk: sends what a person wrote and stores it as Messenger's echo of it, which says that it is a person's. The bot is
/// silenced before anything is sent. Under an id that was sent already nothing is sent again.
/// </summary>
public sealed record SendPersonAnswer(ConversationDesk Desk, string Id, string Text) : IRequest<PersonAnswerResult>;

internal sealed class SendPersonAnswerHandler(
    ConversationFile file, IBotPause pause, IPersonAnswers answers, PersonSender sender, ReplyOptions options, TimeProvider clock)
    : IRequestHandler<SendPersonAnswer, PersonAnswerResult>
{
    public async Task<PersonAnswerResult> Handle(SendPersonAnswer request, CancellationToken cancellationToken)
    {
        var desk = request.Desk;
        await desk.PersonGate.WaitAsync(cancellationToken);
        try
        {
            await LoadAsync(desk, cancellationToken);
            if (desk.Conversation!.Events.LastOrDefault(e => e.IsAsked) is not { } asked)
            {
                return new PersonAnswerResult(PersonAnswerOutcome.NoConversation);
            }

            // Where Messenger gave no time, Graph has the only word on the window.
            var now = clock.GetUtcNow();
            var written = PersonAnswer.Of(request.Id, request.Text);
            var answer = await answers.FindAsync(desk.Id, request.Id, cancellationToken) ?? written;
            return answer.Says(written)
                ? await SendAsync(desk, answer, now - (asked.Timestamp ?? now), cancellationToken)
                : new PersonAnswerResult(PersonAnswerOutcome.Refused, "Another text was sent under this id.");
        }
        finally
        {
            desk.PersonGate.Release();
        }
    }

    private async Task<PersonAnswerResult> SendAsync(ConversationDesk desk, PersonAnswer answer, TimeSpan silence, CancellationToken cancellationToken)
    {
        if (answer.IsSent)
        {
            // The click before this one sent it; where it died right behind that, the file has yet to hear of it.
            await StoreAsync(desk, answer, cancellationToken);
            return new PersonAnswerResult(PersonAnswerOutcome.Sent, PausedUntil: desk.PausedUntil);
        }

        if (silence > options.HumanAgentWindow)
        {
            return new PersonAnswerResult(
                PersonAnswerOutcome.WindowClosed,
                $"The customer's last message is older than {options.HumanAgentWindow.TotalDays} days: Messenger lets nobody answer it any more, until the customer writes again.");
        }

        await PauseAsync(desk, cancellationToken);
        var (sent, result) = await sender.SendAsync(desk, answer, silence > options.MessagingWindow, cancellationToken);
        await StoreAsync(desk, sent, cancellationToken);
        return result with { PausedUntil = desk.PausedUntil };
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

    /// <summary>As after a person's word in the page inbox; a longer pause stays as long as it is.</summary>
    private async Task PauseAsync(ConversationDesk desk, CancellationToken cancellationToken)
    {
        await desk.Gate.WaitAsync(cancellationToken);
        try
        {
            var until = clock.GetUtcNow() + options.HumanPause is var usual && desk.PausedUntil > usual ? desk.PausedUntil.Value : usual;
            desk.PauseUntil(until);
            await pause.SetAsync(desk.Id, until, cancellationToken);
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    /// <summary>Whichever comes first, this or Messenger's echo, is kept: both have the message's id.</summary>
    private async Task StoreAsync(ConversationDesk desk, PersonAnswer answer, CancellationToken cancellationToken)
    {
        await desk.Gate.WaitAsync(cancellationToken);
        try
        {
            await file.LoadAsync(desk, cancellationToken);
            var echoes = answer.Parts.Where(part => part.Mid is not null)
                .Select(part => MessengerJson.PersonEcho(desk.Id, part.Mid!, part, options.AppId, part.TriedAt ?? clock.GetUtcNow()));
            await file.AppendAsync(desk, [.. echoes], cancellationToken);
        }
        finally
        {
            desk.Gate.Release();
        }
    }
}
