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

    /// <param name="texts">What the customer reads, in this order.</param>
    /// <param name="through">The key of the newest event that this answers.</param>
    /// <param name="cards">Shown after the texts, in one message; null or empty: none are.</param>
    public Turn WithReply(IEnumerable<string> texts, string through, IReadOnlyList<ReplyCard>? cards = null)
    {
        var parts = texts.Select((text, index) => (ReplyPart)new TextPart(ReplyPart.MetadataOf(Id, index), text)).ToList();

        // Cards belong to a text that says something about them.
        if (cards is { Count: > 0 } && parts.Count > 0)
        {
            parts.Add(new CardsPart(ReplyPart.MetadataOf(Id, parts.Count), cards));
        }

        return this with { Through = through, Parts = parts };
    }

    /// <summary>Nothing is left to send but the cards: the customer has the answer.</summary>
    public bool LacksOnlyCards => Parts is [.., CardsPart { Mid: null }] && Parts.SkipLast(1).All(part => part.Mid is not null);

    /// <summary>The answer stays what its texts say.</summary>
    public Turn WithoutCards() => this with { Parts = [.. Parts.Where(part => part is not CardsPart)] };

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
