using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Inbox;

/// <summary>What an inbox shows of a conversation without opening it. The conversation's own file is the truth; this can be made from it anew.</summary>
public sealed record ConversationSummary(ConversationId Conversation)
{
    /// <summary>As Meta shows it to the page, cleaned; null: not known.</summary>
    public string? CustomerName { get; init; }

    /// <summary>Until then Meta is not asked for the name; null: it never was.</summary>
    public DateTimeOffset? AskNameAt { get; init; }

    /// <summary>When something was last said, to the millisecond.</summary>
    public DateTimeOffset LastAt { get; init; }

    public Speaker LastBy { get; init; }

    /// <summary>The beginning of what was last said, on one line; empty where it was no text.</summary>
    public string Snippet { get; init; } = "";

    /// <summary>Since when the customer waits for a word of the page; null: nothing is waited for.</summary>
    public DateTimeOffset? UnansweredSince { get; init; }

    /// <summary>The bot is preparing an answer, or sending one.</summary>
    public bool IsBeingAnswered { get; init; }

    /// <summary>A person has the conversation until then; it may be in the past.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>What could not be answered, and was neither answered by a person since nor tried again with success; null: nothing.</summary>
    public FailedTurn? Failed { get; init; }

    /// <summary>Why a person is needed; null: none is.</summary>
    public PersonCase? Case { get; init; }

    /// <summary>When the customer last said something: the times in which the page may write run from there.</summary>
    public DateTimeOffset? LastAskedAt { get; init; }

    /// <summary>When the page last said something, whoever spoke for it; null: it has not.</summary>
    public DateTimeOffset? LastToldAt { get; init; }

    /// <summary>What was said up to then has reached the customer's device.</summary>
    public DateTimeOffset? DeliveredUntil { get; init; }

    /// <summary>What was said up to then was seen by the customer.</summary>
    public DateTimeOffset? ReadUntil { get; init; }

    /// <summary>The key of the newest event that this knows of; null: nothing was said.</summary>
    public string? Through { get; init; }

    public bool IsPaused(DateTimeOffset now) => PausedUntil > now;

    /// <summary>What a search looks at, in lower case.</summary>
    public string Searched => $"{CustomerName} {Conversation.Sender} {Snippet}".ToLowerInvariant();
}

/// <param name="Turn">Its id.</param>
/// <param name="Reason">For the person who looks into it.</param>
/// <param name="At">When it was given up.</param>
public sealed record FailedTurn(string Turn, string Reason, DateTimeOffset At);

/// <summary>A conversation that needs a person, from the moment that this is known until a person has spoken, handed it back or settled it.</summary>
/// <param name="Id">Follows from what opened it, so that one thing opens one case.</param>
/// <param name="Reason">Why.</param>
/// <param name="Since">When that was known.</param>
public sealed record PersonCase(string Id, CaseReason Reason, DateTimeOffset Since);

public enum CaseReason
{
    /// <summary>The customer asks for one.</summary>
    Asked,

    /// <summary>None of the model's drafts was supported by the shop's data.</summary>
    DraftsRefused,

    /// <summary>Nothing that is known answers it, and the customer was told that a person will.</summary>
    CouldNotHelp,

    /// <summary>The answer could not be found or sent.</summary>
    Failed,
}
