using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>Puts a reply together: the answer to what was asked, and before it, where that is due, that an assistant answers.</summary>
internal sealed class ReplyComposer(
    IPageMetadata pages, IStoreCatalog catalog, ITenantFirstContact firstContacts, AnswerFinder answers, ReplyOptions options, TimeProvider clock)
{
    /// <summary>The whole reply to these messages.</summary>
    public async Task<Answer> ComposeAsync(ConversationDesk desk, IReadOnlyList<MessengerEvent> unanswered, CancellationToken cancellationToken)
    {
        var (id, conversation) = (desk.Id, desk.Conversation!);
        var page = pages.ReadAsync(id.Tenant, id.Channel, id.Page, cancellationToken);
        var shop = catalog.ReadShopAsync(id.Tenant, cancellationToken);
        await Task.WhenAll(page, shop);
        var listener = Listener.To(conversation, unanswered, await shop, await page, clock.GetUtcNow());
        var answer = unanswered.All(message => string.IsNullOrWhiteSpace(message.Text) && string.IsNullOrWhiteSpace(message.Payload))
            ? Answer.Always(listener.Texts.CannotOpenFiles)
            : await answers.FindAsync(id, conversation, unanswered, page, listener, cancellationToken);
        answer = answer with { Cards = ProductTemplate.Of(answer.Named, await shop, listener.Texts) };
        if (!IsFirstContact(conversation, unanswered[0]))
        {
            return answer;
        }

        var firstContact = await firstContacts.FindAsync(id.Tenant, cancellationToken) ?? options.FirstContact;
        return firstContact.Say(listener.Texts, (await page).Name) is { } first ? answer with { Text = $"{first}\n\n{answer.Text}" } : answer;
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
