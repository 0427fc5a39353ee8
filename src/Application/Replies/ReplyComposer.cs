using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;
using GptMessenger.Domain.Replies;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Replies;

/// <summary>Finds the words of a reply: gathers what is known, asks the model, and has an answer of its own when the model has none.</summary>
internal sealed partial class ReplyComposer(
    IStoreCatalog catalog, IPageMetadata pages, IPromptProvider prompts, ILlmClient model, ITokenUsage usage, ReplyOptions options,
    Telemetry telemetry, TimeProvider clock, ILogger<ReplyComposer> logger) : IDisposable
{
    /// <summary>More products than any prompt has room for; a catalogue up to this size can go in whole.</summary>
    private const int ProductLimit = 120;

    /// <summary>How much of the history is looked at; the prompt's budget takes what fits of it.</summary>
    private const int HistoryLimit = 200;

    /// <summary>Before this turn's words, so that "and in blue?" still finds what it is about.</summary>
    private const int EarlierMessages = 1;

    // Counting tokens is the one thing here that computes for long. A rush of turns must not keep the processors from taking webhooks.
    private readonly SemaphoreSlim _desks = new(Environment.ProcessorCount);

    private const string NothingToRead = "I can't open pictures or files yet, but tell me in a few words what you are looking for and I will gladly help.";

    private const string TooLong = "That is more than I can read at once. Could you tell me in a few sentences what you would like to know?";

    /// <summary>The whole reply to these messages, as plain text.</summary>
    public async Task<string> ComposeAsync(ConversationDesk desk, IReadOnlyList<MessengerEvent> unanswered, CancellationToken cancellationToken)
    {
        var (id, conversation) = (desk.Id, desk.Conversation!);
        var page = pages.ReadAsync(id.Tenant, id.Channel, id.Page, cancellationToken);
        string text = unanswered.All(message => string.IsNullOrWhiteSpace(message.Text) && string.IsNullOrWhiteSpace(message.Payload))
            ? NothingToRead
            : await AnswerAsync(id, conversation, unanswered, page, cancellationToken);
        string name = (await page).Name ?? "this page";
        return IsFirstContact(conversation, unanswered[0]) ? $"Hi! I am the automated assistant of {name}.\n\n{text}" : text;
    }

    public void Dispose() => _desks.Dispose();

    private async Task<string> AnswerAsync(
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
            var completion = await model.CompleteAsync(fitted.Prompt, cancellationToken);
            telemetry.Spent(completion);
            await CountAsync(id.Page, completion, cancellationToken);
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

    private async Task CountAsync(PageId page, Completion completion, CancellationToken cancellationToken)
    {
        try
        {
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            await usage.AddAsync(page, today, completion.PromptTokens ?? 0, completion.CompletionTokens ?? 0, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            // The answer is there, and paid for: it is not thrown away because it could not be counted.
            LogNotCounted(e.Message);
        }
    }

    private static string SearchWords(IReadOnlyList<MessengerEvent> history, IReadOnlyList<MessengerEvent> unanswered) =>
        PriceLimit.Without(string.Join('\n', history.Where(message => !message.IsFromPage).TakeLast(EarlierMessages).Concat(unanswered).Select(message => message.Text)));

    private bool IsFirstContact(Conversation conversation, MessengerEvent firstUnanswered)
    {
        // A person's words do not tell the customer that an assistant answers.
        var lastWord = conversation.Transcript(HistoryLimit).LastOrDefault(message =>
            message.Kind == EventKind.Reply || (message.Kind == EventKind.Echo && (ReplyPart.IsOurs(message.Metadata) || (message.AppId is not null && message.AppId == options.AppId))));
        var now = firstUnanswered.Timestamp is { } asked && asked < clock.GetUtcNow() ? asked : clock.GetUtcNow();
        return lastWord is null || (lastWord.Timestamp is { } said && now - said > options.DisclosureInterval);
    }

    [LoggerMessage(LogLevel.Warning, "The tokens of an answer could not be counted: {Reason}")]
    private partial void LogNotCounted(string reason);

    [LoggerMessage(LogLevel.Information, "The offline responder answers, because {Reason}")]
    private partial void LogOffline(string reason);
}
