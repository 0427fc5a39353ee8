using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Replies;

/// <summary>Finds the answer to what was asked: gathers what is known, asks the model, and has an answer of its own when the model has none.</summary>
internal sealed partial class AnswerFinder(
    IStoreCatalog catalog, IPromptProvider prompts, BilledModel model, ReplyOptions options, Telemetry telemetry, ILogger<AnswerFinder> logger) : IDisposable
{
    /// <summary>How much of the history is looked at; the prompt's budget takes what fits of it.</summary>
    public const int HistoryLimit = 200;

    /// <summary>More products than any prompt has room for; a catalogue up to this size can go in whole.</summary>
    private const int ProductLimit = 120;

    /// <summary>Before this turn's words, so that "and in blue?" still finds what it is about.</summary>
    private const int EarlierMessages = 1;

    // Counting tokens is the one thing here that computes for long. A rush of turns must not keep the processors from taking webhooks.
    private readonly SemaphoreSlim _desks = new(Environment.ProcessorCount);

    private const string TooLong = "That is more than I can read at once. Could you tell me in a few sentences what you would like to know?";

    /// <summary>As plain text, without an introduction.</summary>
    public async Task<string> FindAsync(
        ConversationId id, Conversation conversation, IReadOnlyList<MessengerEvent> unanswered, Task<PageProfile> page, CancellationToken cancellationToken)
    {
        var asked = unanswered.Select(message => message.Key).ToHashSet();
        IReadOnlyList<MessengerEvent> history = [.. conversation.Transcript(HistoryLimit).Where(message => !asked.Contains(message.Key))];
        var shop = catalog.ReadShopAsync(id.Tenant, cancellationToken);
        var template = prompts.GetAsync(id.Tenant, cancellationToken);
        var products = catalog.SearchAsync(id.Tenant, SearchWords(history, unanswered), ProductLimit, cancellationToken);
        await Task.WhenAll(shop, template, products, page);
        var facts = new PromptFacts(unanswered, history, await shop, await page, await products);
        if (await FitAsync(facts, await template, cancellationToken) is not { } fitted)
        {
            return TooLong;
        }

        try
        {
            var completion = await model.CompleteAsync(id.Page, fitted.Prompt, cancellationToken);
            string text = ProductCard.PutInLinks(PlainText.FromMarkdown(completion.Text), fitted.Shown).Trim();
            if (text.Length > 0)
            {
                return text;
            }

            LogOffline("the model's answer had no words");
        }
        catch (LlmUnavailableException e)
        {
            LogOffline(e.Message);
        }

        telemetry.FellBack();

        // What an earlier question was about would be guesswork without a model.
        var own = await catalog.SearchAsync(id.Tenant, SearchWords([], unanswered), ProductLimit, cancellationToken);
        return OfflineResponder.Answer(facts.MessageText, facts.Shop, facts.Page, own);
    }

    public void Dispose() => _desks.Dispose();

    private async Task<(Prompt Prompt, IReadOnlyList<Product> Shown)?> FitAsync(PromptFacts facts, PromptTemplate template, CancellationToken cancellationToken)
    {
        await _desks.WaitAsync(cancellationToken);
        try
        {
            return facts.Fit(template, options.ContextTokens);
        }
        finally
        {
            _desks.Release();
        }
    }

    private static string SearchWords(IReadOnlyList<MessengerEvent> history, IReadOnlyList<MessengerEvent> unanswered) =>
        PriceLimit.Without(string.Join('\n', history.Where(message => !message.IsFromPage).TakeLast(EarlierMessages).Concat(unanswered).Select(message => message.Text)));

    [LoggerMessage(LogLevel.Information, "The offline responder answers, because {Reason}")]
    private partial void LogOffline(string reason);
}
