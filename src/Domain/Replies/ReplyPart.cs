using System.Globalization;

namespace GptMessenger.Domain.Replies;

/// <summary>One message of a reply, and what is known of its delivery: a text or cards, and nothing else.</summary>
public abstract record ReplyPart
{
    private const string Mark = "gptm:";
    private const string PersonMark = $"{Mark}person-";

    private protected ReplyPart(string metadata) => Metadata = metadata;

    /// <summary>Travels with the send and comes back in Messenger's echo: the only proof of delivery.</summary>
    public string Metadata { get; init; }

    /// <summary>When the last try began; null: never tried. Recorded before the try, so that a crash is seen as "may have been sent".</summary>
    public DateTimeOffset? TriedAt { get; init; }

    /// <summary>How often it was handed to Messenger without a definite no.</summary>
    public int Tries { get; init; }

    /// <summary>How often the thread was searched for it since the last try.</summary>
    public int Looks { get; init; }

    /// <summary>Messenger was asked to send it and left open whether it did. False while it is in doubt only because the process died amid the try.</summary>
    public bool IsUnclear { get; init; }

    /// <summary>Written by a person after the hours in which an assistant may answer: sent under Messenger's tag for that.</summary>
    public bool IsByHumanAgent { get; init; }

    /// <summary>Messenger's id of the message: it is delivered.</summary>
    public string? Mid { get; init; }

    /// <summary>May have reached the customer, and nobody has said so.</summary>
    public bool IsInDoubt => TriedAt is not null && Mid is null;

    /// <summary>Whether this is what a thread shows of it; spaces do not count.</summary>
    public bool IsShownAs(string? text) => this is TextPart own ? Words(own.Text) == Words(text ?? "") : string.IsNullOrWhiteSpace(text);

    public static string MetadataOf(string turn, int part) => string.Create(CultureInfo.InvariantCulture, $"{Mark}{turn}:{part}");

    /// <param name="answer">The id of what a person of the shop wrote.</param>
    /// <param name="part">Which part of it.</param>
    public static string MetadataOfPerson(string answer, int part) => string.Create(CultureInfo.InvariantCulture, $"{PersonMark}{answer}:{part}");

    /// <summary>Whether an echo's metadata was written by this product.</summary>
    public static bool IsOurs(string? metadata) => metadata?.StartsWith(Mark, StringComparison.Ordinal) == true;

    /// <summary>Whether this product sent it for a person of the shop.</summary>
    public static bool IsPersons(string? metadata) => metadata?.StartsWith(PersonMark, StringComparison.Ordinal) == true;

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <param name="Metadata">See <see cref="ReplyPart.Metadata"/>.</param>
/// <param name="Text">What the customer reads.</param>
public sealed record TextPart(string Metadata, string Text) : ReplyPart(Metadata);

/// <summary>Products that the texts before it name, side by side in one message.</summary>
/// <param name="Metadata">See <see cref="ReplyPart.Metadata"/>.</param>
/// <param name="Cards">In the order in which the texts name them.</param>
public sealed record CardsPart(string Metadata, IReadOnlyList<ReplyCard> Cards) : ReplyPart(Metadata);

/// <summary>What a customer sees of a product.</summary>
public sealed record ReplyCard(string Title)
{
    public string? Subtitle { get; init; }

    public Uri? Image { get; init; }

    /// <summary>Where a tap on the card leads.</summary>
    public Uri? Link { get; init; }

    public IReadOnlyList<ReplyButton> Buttons { get; init; } = [];
}

/// <param name="Title">What it says.</param>
/// <param name="Link">Where it leads.</param>
public sealed record ReplyButton(string Title, Uri Link);
