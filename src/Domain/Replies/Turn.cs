namespace GptMessenger.Domain.Replies;

/// <summary>The customer's unanswered messages and the one reply to them. Open from the first message until its end is recorded.</summary>
/// <param name="Id">Unique, and without meaning.</param>
/// <param name="OpenedAt">By this product's clock.</param>
/// <param name="After">The key of the last event that earlier turns settled; what the customer said after it is this turn's.</param>
public sealed record Turn(string Id, DateTimeOffset OpenedAt, string? After)
{
    /// <summary>The key of the newest event that the reply answers; null until there is a reply. What came later is the next turn's.</summary>
    public string? Through { get; init; }

    /// <summary>The reply, in the order it is sent; empty until there is one.</summary>
    public IReadOnlyList<ReplyPart> Parts { get; init; } = [];

    /// <summary>When the reply was found; null: there is none, or an earlier version of this product found it.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why the reply says what it says; null: there is none, or an earlier version of this product found it.</summary>
    public AnswerBasis? Basis { get; init; }

    /// <summary>Nothing is to be tried before this time; null: at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How often the turn failed since the last thing that worked.</summary>
    public int Failures { get; init; }

    /// <summary>A person had the turn tried again after it had been given up; null: nobody did.</summary>
    public TurnRetry? Retry { get; init; }

    public bool HasReply => Parts.Count > 0;

    /// <summary>There is a reply, and nothing of it was ever tried: the customer cannot have read a word of it.</summary>
    public bool IsUntouched => HasReply && Parts.All(part => part is { TriedAt: null, Tries: 0, Mid: null });

    public bool IsSent => HasReply && Parts.All(part => part.Mid is not null);

    public Turn WithReply(IEnumerable<string> texts, string through) => this with
    {
        Through = through,
        Parts = [.. texts.Select((text, index) => new ReplyPart(ReplyPart.MetadataOf(Id, index), text))],
    };

    /// <summary>To be decided anew.</summary>
    public Turn WithoutReply() => this with { Through = null, Parts = [], DecidedAt = null, Basis = null };

    /// <summary>
    /// Open anew, and as old as it was: the messaging window runs from what the customer said. What was sent stays sent; what may have been
    /// sent is looked for again before it is sent once more, and that once at most.
    /// </summary>
    /// <param name="now">When that is.</param>
    /// <param name="settled">The key of the event through which the conversation is settled.</param>
    public Turn Again(DateTimeOffset now, string? settled) => this with
    {
        Retry = new TurnRetry(now, Through ?? settled, settled),
        NotBefore = null,
        Failures = 0,
        Parts = [.. Parts.Select(part => part.Mid is null ? part with { Looks = 0, Tries = part.IsInDoubt ? 1 : 0, IsUnclear = part.IsInDoubt } : part)],
    };

    /// <summary>Another app has the thread, and everything up to this event is its to answer.</summary>
    public Turn HandedOverThrough(string key) => this with { Through = key, Retry = Retry is null ? null : Retry with { Settled = null } };

    /// <summary>The key of the event through which the conversation is settled when this turn ends; what came later is the next turn's.</summary>
    public string? SettledByItsEnd() => Retry?.Settled ?? Through ?? After;

    public Turn WithPart(ReplyPart part) => this with { Parts = [.. Parts.Select(p => p.Metadata == part.Metadata ? part : p)] };
}

/// <summary>What a turn that is tried again must know of the turns that came after it.</summary>
/// <param name="At">When it was opened again.</param>
/// <param name="Through">The key of the newest event that it may answer; later ones have had turns of their own.</param>
/// <param name="Settled">The key of the event through which the conversation was settled by then; null: nothing was.</param>
public sealed record TurnRetry(DateTimeOffset At, string? Through, string? Settled);

/// <summary>One message of a reply, and what is known of its delivery.</summary>
/// <param name="Metadata">Travels with the send and comes back in Messenger's echo: the only proof of delivery.</param>
/// <param name="Text">What the customer reads.</param>
public sealed record ReplyPart(string Metadata, string Text)
{
    private const string Mark = "gptm:";

    /// <summary>When the last try began; null: never tried. Recorded before the try, so that a crash is seen as "may have been sent".</summary>
    public DateTimeOffset? TriedAt { get; init; }

    /// <summary>How often it was handed to Messenger without a definite no.</summary>
    public int Tries { get; init; }

    /// <summary>How often the thread was searched for it since the last try.</summary>
    public int Looks { get; init; }

    /// <summary>Messenger was asked to send it and left open whether it did. False while it is in doubt only because the process died amid the try.</summary>
    public bool IsUnclear { get; init; }

    /// <summary>Messenger's id of the message: it is delivered.</summary>
    public string? Mid { get; init; }

    /// <summary>May have reached the customer, and nobody has said so.</summary>
    public bool IsInDoubt => TriedAt is not null && Mid is null;

    public static string MetadataOf(string turn, int part) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Mark}{turn}:{part}");

    /// <summary>Whether an echo's metadata was written by this product.</summary>
    public static bool IsOurs(string? metadata) => metadata?.StartsWith(Mark, StringComparison.Ordinal) == true;
}
