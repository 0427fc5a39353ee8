using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Inbox;

/// <summary>What people of the shop wrote through this product and how far it got, kept beside the conversation before anything is sent: a double click, and a crash amid a send, are recognised.</summary>
public interface IPersonAnswers
{
    /// <summary>Null: nobody wrote under this id.</summary>
    /// <exception cref="Conversations.UnreadableFileException">What is kept cannot be read.</exception>
    Task<PersonAnswer?> FindAsync(ConversationId conversation, string id, CancellationToken cancellationToken);

    /// <returns>As it is kept from now on.</returns>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer, or another node is sending the same.</exception>
    Task<PersonAnswer> SaveAsync(ConversationId conversation, PersonAnswer answer, CancellationToken cancellationToken);
}

/// <param name="Id">Made by whoever wrote it: the same again is the same answer.</param>
/// <param name="Parts">In the order in which they are sent.</param>
/// <param name="Version">The store's; null: not kept yet.</param>
public sealed record PersonAnswer(string Id, IReadOnlyList<TextPart> Parts, string? Version)
{
    public static PersonAnswer Of(string id, string text) =>
        new(id, [.. ReplyText.Split(text).Select((part, index) => new TextPart(ReplyPart.MetadataOfPerson(id, index), part))], Version: null);

    public bool IsSent => Parts.All(part => part.Mid is not null);

    public bool Says(PersonAnswer other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Parts.Select(part => part.Text).SequenceEqual(other.Parts.Select(part => part.Text), StringComparer.Ordinal);
    }

    public PersonAnswer With(TextPart part) => this with { Parts = [.. Parts.Select(each => each.Metadata == part.Metadata ? part : each)] };
}

public enum PersonAnswerOutcome
{
    /// <summary>The customer has it.</summary>
    Sent,

    /// <summary>The customer may have it. Sent again under the same id, it is looked for before anything is sent once more.</summary>
    InDoubt,

    /// <summary>It was not sent and may be sent later, under the same id.</summary>
    NotNow,

    /// <summary>The customer has been silent for longer than Messenger lets even a person answer.</summary>
    WindowClosed,

    /// <summary>It was not sent and never will be.</summary>
    Refused,

    /// <summary>This customer has never written to the page.</summary>
    NoConversation,

    /// <summary>Nobody connected the page, or another tenant did.</summary>
    NotConnected,
}

/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">For the person who wrote it; null where the outcome says it all.</param>
/// <param name="PausedUntil">Until when the bot keeps silent for it; null: it was not told to.</param>
public sealed record PersonAnswerResult(PersonAnswerOutcome Outcome, string? Reason = null, DateTimeOffset? PausedUntil = null);
