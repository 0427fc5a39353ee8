using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Evaluation;

/// <summary>Finds the answer to a conversation that nobody has, or to one that is past, the way a turn finds it: nothing is stored, nothing is sent.</summary>
public sealed class AnswerTrial
{
    /// <summary>Whose conversation it is: no customer's, so that no limit for a customer's answers holds; what it costs is the tenant's to pay all the same.</summary>
    internal static readonly SenderId Nobody = SenderId.TryParse("evaluation", out var id) ? id : throw new InvalidOperationException();

    private static readonly TimeSpan BetweenMessages = TimeSpan.FromMinutes(1);

    private readonly AnswerFinder _answers;
    private readonly IStoreCatalog _catalog;
    private readonly TimeProvider _clock;

    internal AnswerTrial(AnswerFinder answers, IStoreCatalog catalog, TimeProvider clock) => (_answers, _catalog, _clock) = (answers, catalog, clock);

    /// <param name="page">Whose conversation it would be.</param>
    /// <param name="earlier">What was said before, oldest first.</param>
    /// <param name="asked">What the customer says now: several messages are answered at once.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<TriedAnswer> AnswerAsync(TrialPage page, IReadOnlyList<SaidBefore> earlier, IReadOnlyList<string> asked, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(asked);
        return AnswerAsync(page, earlier, asked, prompt: null, cancellationToken);
    }

    /// <summary>The same with a draft of a prompt; null: with the one in force.</summary>
    internal Task<TriedAnswer> AnswerAsync(
        TrialPage page, IReadOnlyList<SaidBefore> earlier, IReadOnlyList<string> asked, PromptTemplate? prompt, CancellationToken cancellationToken)
    {
        var unanswered = asked.Select((text, index) => Event(EventKind.Message, text, earlier.Count + index, earlier.Count + asked.Count)).ToList();
        var conversation = Conversation.Of(
            [.. earlier.Select((said, index) => Event(KindOf(said.By), said.Text, index, earlier.Count + asked.Count)), .. unanswered]);
        return AnswerAsync(page, conversation, unanswered, prompt, cancellationToken);
    }

    /// <summary>The same for what was really said.</summary>
    internal async Task<TriedAnswer> AnswerAsync(
        TrialPage page, Conversation conversation, IReadOnlyList<MessengerEvent> unanswered, PromptTemplate? prompt, CancellationToken cancellationToken)
    {
        using var desk = new ConversationDesk(new ConversationId(page.Tenant, Channel.Facebook, page.Page, Nobody)) { Conversation = conversation };
        var answer = await _answers.FindAsync(desk, unanswered, prompt, cancellationToken);
        return new TriedAnswer(answer.Text, answer.Named, answer.Basis);
    }

    /// <summary>Everything that the tenant's shop sells.</summary>
    public async Task<IReadOnlyList<Product>> ProductsAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var first = await _catalog.SearchAsync(tenant, new ProductQuery("", 1), cancellationToken);
        return (await _catalog.SearchAsync(tenant, new ProductQuery("", Math.Max(1, first.Total)), cancellationToken)).Products;
    }

    private MessengerEvent Event(EventKind kind, string text, int index, int count) => new()
    {
        Kind = kind,
        Key = $"evaluation:{index}",
        Name = "message",
        Text = text,
        Timestamp = _clock.GetUtcNow() - ((count - index) * BetweenMessages),
        Json = "{}"u8.ToArray(),
    };

    private static EventKind KindOf(Speaker speaker) => speaker switch
    {
        Speaker.Customer => EventKind.Message,
        Speaker.Assistant => EventKind.Reply,
        Speaker.Person => EventKind.Echo,
        _ => throw new ArgumentOutOfRangeException(nameof(speaker), speaker, "Not a speaker."),
    };
}

/// <summary>The page that a trial is about.</summary>
public sealed record TrialPage(TenantId Tenant, PageId Page);

public sealed record SaidBefore(Speaker By, string Text);

public enum Speaker
{
    Customer,

    /// <summary>This product, in the shop's name.</summary>
    Assistant,

    /// <summary>Somebody of the shop, from the page's inbox.</summary>
    Person,
}

/// <param name="Text">What the customer would read.</param>
/// <param name="Named">The products that it names.</param>
/// <param name="Basis">Why it says that.</param>
public sealed record TriedAnswer(string Text, IReadOnlyList<Product> Named, AnswerBasis Basis);
