using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Application.Inbox;

/// <summary>
/// The inbox as rows, one for each conversation, where the engine keeps its own memory. A conversation's row is written by whoever looks after
/// the conversation. All of them fail with <see cref="Conversations.StoreUnavailableException"/> where the memory does not answer.
/// </summary>
public interface IConversationSummaries
{
    /// <summary>Null: there is no row.</summary>
    Task<ConversationSummary?> FindAsync(ConversationId conversation, CancellationToken cancellationToken);

    /// <summary>Takes the place of what is there.</summary>
    Task PutAsync(ConversationSummary summary, CancellationToken cancellationToken);

    /// <summary>For conversations of before there were rows: what is there stays.</summary>
    Task AddAsync(ConversationSummary summary, CancellationToken cancellationToken);

    /// <returns>Newest first.</returns>
    Task<IReadOnlyList<ConversationSummary>> ListAsync(InboxQuery query, CancellationToken cancellationToken);

    /// <summary>When a page was last written to and last wrote, over all its conversations; costs the same however many they are.</summary>
    Task<PageMoments> LastOfAsync(ConnectedPage page, CancellationToken cancellationToken);

    /// <returns>Whether there was one.</returns>
    Task<bool> EraseAsync(ConversationId conversation, CancellationToken cancellationToken);

    /// <summary>Whether the page's conversations of before there were rows have theirs.</summary>
    Task<bool> IsFilledAsync(ConnectedPage page, CancellationToken cancellationToken);

    Task SetFilledAsync(ConnectedPage page, CancellationToken cancellationToken);
}

/// <param name="LastIn">When a customer last said something, to the millisecond; null: not known.</param>
/// <param name="LastOut">When the page last did; null: not known.</param>
public sealed record PageMoments(DateTimeOffset? LastIn, DateTimeOffset? LastOut)
{
    /// <summary>As memories keep times: 0 is none.</summary>
    public static PageMoments Of(long lastIn, long lastOut) => new(Moment(lastIn), Moment(lastOut));

    private static DateTimeOffset? Moment(long milliseconds) => milliseconds <= 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

public enum InboxFilter
{
    All,

    /// <summary>A case is open.</summary>
    NeedsPerson,

    /// <summary>The bot keeps silent at present.</summary>
    Paused,

    /// <summary>The customer waits for a word of the page.</summary>
    Unanswered,

    /// <summary>Something could not be answered.</summary>
    Failed,
}

/// <param name="Tenant">Whose inbox.</param>
/// <param name="Now">What is paused is paused at a time.</param>
/// <param name="Limit">At most so many.</param>
public sealed record InboxQuery(TenantId Tenant, DateTimeOffset Now, int Limit)
{
    public InboxFilter Filter { get; init; }

    /// <summary>Null: of all pages.</summary>
    public ConnectedPage? Page { get; init; }

    /// <summary>A part of the customer's name or id, or of what was last said, in lower case; null: whatever they are.</summary>
    public string? Text { get; init; }

    /// <summary>Where the list before this one stopped; null: from the newest.</summary>
    public InboxPlace? After { get; init; }

    /// <summary>Whether a row belongs into the list, wherever that begins.</summary>
    public bool Takes(ConversationSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return summary.Conversation.Tenant == Tenant
            && (Page is not { } page || (summary.Conversation.Page == page.Page && summary.Conversation.Channel == page.Channel))
            && (Text is null || summary.Searched.Contains(Text, StringComparison.Ordinal))
            && Filter switch
            {
                InboxFilter.NeedsPerson => summary.Case is not null,
                InboxFilter.Paused => summary.IsPaused(Now),
                InboxFilter.Unanswered => summary.UnansweredSince is not null,
                InboxFilter.Failed => summary.Failed is not null,
                _ => true,
            };
    }
}

/// <summary>A place in an inbox: behind this row. Rows of the same millisecond are in the order of their names.</summary>
public sealed record InboxPlace(DateTimeOffset At, string Conversation)
{
    public static InboxPlace Of(ConversationSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return new InboxPlace(summary.LastAt, summary.Conversation.ToString());
    }

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}~{Conversation}");

    /// <returns>Null: that is none.</returns>
    public static InboxPlace? Parse(string? text) =>
        text?.Split('~', 2) is [var at, var conversation]
        && long.TryParse(at, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long milliseconds)
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() && ConversationId.TryParse(conversation, out _)
            ? new InboxPlace(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), conversation)
            : null;
}
