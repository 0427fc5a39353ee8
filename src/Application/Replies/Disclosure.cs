using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>Says before an answer, where that is due, that an assistant answers.</summary>
internal sealed class Disclosure(ITenantFirstContact firstContacts, ReplyOptions options, TimeProvider clock)
{
    public async Task<Answer> PutBeforeAsync(
        Answer answer, ConversationDesk desk, MessengerEvent firstUnanswered, Listener listener, string? pageName, CancellationToken cancellationToken)
    {
        if (!IsDue(desk.Conversation!, firstUnanswered))
        {
            return answer;
        }

        var firstContact = await firstContacts.FindAsync(desk.Id.Tenant, cancellationToken) ?? options.FirstContact;
        return firstContact.Say(listener.Texts, pageName) is { } first ? answer with { Text = $"{first}\n\n{answer.Text}" } : answer;
    }

    private bool IsDue(Conversation conversation, MessengerEvent firstUnanswered)
    {
        // A person's words do not tell the customer that an assistant answers.
        var lastWord = conversation.Transcript(Knowledge.HistoryLimit).LastOrDefault(message =>
            message.Kind == EventKind.Reply || (message.Kind == EventKind.Echo && (ReplyPart.IsOurs(message.Metadata) || (message.AppId is not null && message.AppId == options.AppId))));
        var now = firstUnanswered.Timestamp is { } asked && asked < clock.GetUtcNow() ? asked : clock.GetUtcNow();
        return lastWord is null || (lastWord.Timestamp is { } said && now - said > options.DisclosureInterval);
    }
}
