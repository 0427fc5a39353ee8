using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies.Proof;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies;

/// <summary>Finds the whole reply to what was asked: gathers what is known, asks the model, and has an answer of its own when the model has none.</summary>
internal sealed class AnswerFinder(
    Knowledge knowledge, ProvenModel model, Disclosure disclosure, LongWork work, ReplyOptions options, TimeProvider clock)
{
    public Task<Answer> FindAsync(ConversationDesk desk, IReadOnlyList<MessengerEvent> unanswered, CancellationToken cancellationToken) =>
        FindAsync(desk, unanswered, draft: null, cancellationToken);

    /// <param name="desk">Whose conversation.</param>
    /// <param name="unanswered">What of it is to be answered.</param>
    /// <param name="draft">A prompt that is tried; null: the one in force.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Answer> FindAsync(ConversationDesk desk, IReadOnlyList<MessengerEvent> unanswered, PromptTemplate? draft, CancellationToken cancellationToken)
    {
        var (shop, page) = await knowledge.OfAsync(desk.Id, cancellationToken);
        var listener = Listener.To(desk.Conversation!, unanswered, shop, page, clock.GetUtcNow());
        var answer = unanswered.All(message => string.IsNullOrWhiteSpace(message.Text) && string.IsNullOrWhiteSpace(message.Payload))
            ? Answer.Always(listener.Texts.CannotOpenFiles)
            : await FindAsync(desk, unanswered, (shop, page), listener, draft, cancellationToken);
        answer = answer with { Cards = ProductTemplate.Of(answer.Named, shop, listener.Texts) };
        return await disclosure.PutBeforeAsync(answer, desk, unanswered[0], listener, page.Name, cancellationToken);
    }

    private async Task<Answer> FindAsync(
        ConversationDesk desk, IReadOnlyList<MessengerEvent> unanswered, (Shop Shop, PageProfile Page) of, Listener listener, PromptTemplate? draft, CancellationToken cancellationToken)
    {
        var (shop, page) = of;
        var (facts, template) = await knowledge.OfAsync(desk.Id, shop, page, desk.Conversation!, unanswered, draft, cancellationToken);
        if (await work.DoAsync(() => facts.Fit(template, options.ContextTokens), cancellationToken) is not { } fitted)
        {
            return Answer.Always(listener.Texts.TooLong);
        }

        var evidence = new Evidence(fitted.Shown, shop, page, [.. facts.History, .. unanswered], template.OwnText);
        var (text, named, basis) = await model.AskAsync(desk.Id, fitted.Prompt, evidence, cancellationToken);
        basis = basis with { PromptVersion = template.Version, CatalogVersion = facts.Products.Version };
        if (text is not null)
        {
            return new Answer(text, named, basis);
        }

        var own = await knowledge.NamedAsync(desk.Id.Tenant, unanswered, cancellationToken);
        var found = OfflineResponder.Answer(facts.MessageText, listener, shop, page, own);
        return new Answer(found.Text, found.Named, basis with { IsLeftToPerson = found.IsLeftToPerson });
    }
}
