using GptMessenger.Application.Pages;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies;

/// <summary>Gathers what is known of what a customer asks: shop, page, the products that fit, and the prompt that it all goes into.</summary>
internal sealed class Knowledge(IPageMetadata pages, IStoreCatalog catalog, IPromptProvider prompts)
{
    /// <summary>How much of the history is looked at; the prompt's budget takes what fits of it.</summary>
    public const int HistoryLimit = 200;

    /// <summary>A catalogue up to this size can go into the prompt whole; of a larger one the best matches do, and a turn costs the same however large it is.</summary>
    private const int ProductLimit = 50;

    /// <summary>Before this turn's words, so that "and in blue?" still finds what it is about.</summary>
    private const int EarlierMessages = 1;

    /// <summary>Who is written to.</summary>
    public async Task<(Shop Shop, PageProfile Page)> OfAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var shop = catalog.ReadShopAsync(id.Tenant, cancellationToken);
        var page = pages.ReadAsync(id.Tenant, id.Channel, id.Page, cancellationToken);
        await Task.WhenAll(shop, page);
        return (await shop, await page);
    }

    /// <summary>What these messages are about.</summary>
    /// <param name="id">Whose conversation.</param>
    /// <param name="shop">The tenant's.</param>
    /// <param name="page">That is written to.</param>
    /// <param name="conversation">What was said.</param>
    /// <param name="unanswered">What of it is to be answered.</param>
    /// <param name="draft">A prompt that is tried; null: the one in force.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<(PromptFacts Facts, PromptTemplate Prompt)> OfAsync(
        ConversationId id, Shop shop, PageProfile page, Conversation conversation, IReadOnlyList<MessengerEvent> unanswered, PromptTemplate? draft, CancellationToken cancellationToken)
    {
        var asked = unanswered.Select(message => message.Key).ToHashSet();
        IReadOnlyList<MessengerEvent> history = [.. conversation.Transcript(HistoryLimit).Where(message => !asked.Contains(message.Key))];
        string earlier = Words(history.Where(message => !message.IsFromPage).TakeLast(EarlierMessages));
        var prompt = draft is null ? prompts.GetAsync(id.Tenant, cancellationToken) : Task.FromResult(draft);
        var products = catalog.SearchAsync(id.Tenant, new ProductQuery(Words(unanswered), ProductLimit, earlier), cancellationToken);
        await Task.WhenAll(prompt, products);
        return (new PromptFacts(unanswered, history, shop, page, await products), await prompt);
    }

    /// <summary>The products that these words alone name: what an earlier question was about would be guesswork without a model.</summary>
    public Task<ProductMatches> NamedAsync(TenantId tenant, IReadOnlyList<MessengerEvent> unanswered, CancellationToken cancellationToken) =>
        catalog.SearchAsync(tenant, new ProductQuery(Words(unanswered), ProductLimit), cancellationToken);

    private static string Words(IEnumerable<MessengerEvent> messages) => string.Join('\n', messages.Select(message => message.Text));
}
