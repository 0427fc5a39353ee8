using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>Puts a reply together: the answer to what was asked, and before it, where that is due, that an assistant answers.</summary>
internal sealed class ReplyComposer(IPageMetadata pages, AnswerFinder answers, ReplyOptions options, TimeProvider clock)
{
    private const string NothingToRead = "I can't open pictures or files yet, but tell me in a few words what you are looking for and I will gladly help.";

    /// <summary>The whole reply to these messages.</summary>
    public async Task<Answer> ComposeAsync(ConversationDesk desk, IReadOnlyList<MessengerEvent> unanswered, CancellationToken cancellationToken)
    {
        var (id, conversation) = (desk.Id, desk.Conversation!);
        var page = pages.ReadAsync(id.Tenant, id.Channel, id.Page, cancellationToken);
        var answer = unanswered.All(message => string.IsNullOrWhiteSpace(message.Text) && string.IsNullOrWhiteSpace(message.Payload))
            ? Answer.Always(NothingToRead)
            : await answers.FindAsync(id, conversation, unanswered, page, cancellationToken);
        string name = (await page).Name ?? "this page";
        return IsFirstContact(conversation, unanswered[0]) ? answer with { Text = $"Hi! I am the automated assistant of {name}.\n\n{answer.Text}" } : answer;
    }

    private bool IsFirstContact(Conversation conversation, MessengerEvent firstUnanswered)
    {
        // A person's words do not tell the customer that an assistant answers.
        var lastWord = conversation.Transcript(AnswerFinder.HistoryLimit).LastOrDefault(message =>
            message.Kind == EventKind.Reply || (message.Kind == EventKind.Echo && (ReplyPart.IsOurs(message.Metadata) || (message.AppId is not null && message.AppId == options.AppId))));
        var now = firstUnanswered.Timestamp is { } asked && asked < clock.GetUtcNow() ? asked : clock.GetUtcNow();
        return lastWord is null || (lastWord.Timestamp is { } said && now - said > options.DisclosureInterval);
    }
}
