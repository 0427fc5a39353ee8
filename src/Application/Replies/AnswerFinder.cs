using GptMessenger.Application.Replies.Proof;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Replies;

/// <summary>Finds the answer to what was asked: gathers what is known, asks the model, and has an answer of its own when the model has none.</summary>
internal sealed partial class AnswerFinder(
    IStoreCatalog catalog, IPromptProvider prompts, ProvenModel model, LongWork work, ReplyOptions options, ILogger<AnswerFinder> logger)
{
    /// <summary>How much of the history is looked at; the prompt's budget takes what fits of it.</summary>
    public const int HistoryLimit = 200;

    /// <summary>A catalogue up to this size can go into the prompt whole; of a larger one the best matches do, and a turn costs the same however large it is.</summary>
    private const int ProductLimit = 50;

    /// <summary>Before this turn's words, so that "and in blue?" still finds what it is about.</summary>
    private const int EarlierMessages = 1;

    /// <summary>Without an introduction.</summary>
    public async Task<Answer> FindAsync(
        ConversationId id, Conversation conversation, IReadOnlyList<MessengerEvent> unanswered, Task<PageProfile> page, Listener listener,
        CancellationToken cancellationToken)
    {
        var asked = unanswered.Select(message => message.Key).ToHashSet();
        IReadOnlyList<MessengerEvent> history = [.. conversation.Transcript(HistoryLimit).Where(message => !asked.Contains(message.Key))];
        var shop = catalog.ReadShopAsync(id.Tenant, cancellationToken);
        var template = prompts.GetAsync(id.Tenant, cancellationToken);
        var products = catalog.SearchAsync(id.Tenant, new ProductQuery(Words(unanswered), ProductLimit, Earlier(history)), cancellationToken);
        await Task.WhenAll(shop, template, products, page);
        var facts = new PromptFacts(unanswered, history, await shop, await page, await products);
        var used = await template;
        if (await work.DoAsync(() => facts.Fit(used, options.ContextTokens), cancellationToken) is not { } fitted)
        {
            return Answer.Always(listener.Texts.TooLong);
        }

        var evidence = new Evidence(fitted.Shown, facts.Shop, facts.Page, [.. history, .. unanswered], used.OwnText);
        var (text, named, basis) = await model.AskAsync(id.Page, fitted.Prompt, evidence, cancellationToken);
        basis = basis with { PromptVersion = used.Version, CatalogVersion = facts.Products.Version };
        if (text is not null)
        {
            return new Answer(text, named, basis);
        }

        LogOffline(basis.WithoutModel);

        // What an earlier question was about would be guesswork without a model.
        var own = await catalog.SearchAsync(id.Tenant, new ProductQuery(Words(unanswered), ProductLimit), cancellationToken);
        var found = OfflineResponder.Answer(facts.MessageText, listener, facts.Shop, facts.Page, own);
        return new Answer(found.Text, found.Named, basis);
    }

    private static string Words(IEnumerable<MessengerEvent> messages) => string.Join('\n', messages.Select(message => message.Text));

    private static string Earlier(IReadOnlyList<MessengerEvent> history) => Words(history.Where(message => !message.IsFromPage).TakeLast(EarlierMessages));

    [LoggerMessage(LogLevel.Information, "The offline responder answers, because {Reason}")]
    private partial void LogOffline(string? reason);
}
