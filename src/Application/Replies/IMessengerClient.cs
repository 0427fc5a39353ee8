using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>Talks to customers through the platform. Sends are never repeated in here: the platform has no way to recognise a repeat.</summary>
public interface IMessengerClient
{
    /// <summary>Sends one message and says what is known of it.</summary>
    Task<SendResult> SendAsync(ConversationId conversation, ReplyPart part, CancellationToken cancellationToken);

    /// <summary>Searches the page's newest messages in the thread for one that may have been sent.</summary>
    Task<LookResult> FindSentAsync(ConversationId conversation, ReplyPart part, IReadOnlySet<string> otherMids, CancellationToken cancellationToken);

    /// <summary>Marks the customer's messages as seen. A failure is logged and otherwise without consequence.</summary>
    Task MarkSeenAsync(ConversationId conversation, CancellationToken cancellationToken);

    /// <summary>Shows that an answer is being written, for about 20 seconds. A failure is logged and otherwise without consequence.</summary>
    Task ShowTypingAsync(ConversationId conversation, CancellationToken cancellationToken);
}

/// <param name="Verdict">What to do next.</param>
/// <param name="Mid">Of the message that was sent; null unless it was.</param>
/// <param name="RetryAfter">How long the platform asks to wait.</param>
/// <param name="Error">What it said, for the person who looks into it; holds no secret and no message text.</param>
public sealed record SendResult(SendVerdict Verdict, string? Mid = null, TimeSpan? RetryAfter = null, string? Error = null)
{
    /// <summary>It is not about this page alone.</summary>
    public bool IsForAllPages { get; init; }
}

/// <summary>What an answer to a send means. Source: Meta's error codes page (2026-06) and the Send API reference.</summary>
public enum SendVerdict
{
    /// <summary>Delivered to the platform.</summary>
    Sent,

    /// <summary>May have been sent: find out before anything else.</summary>
    InDoubt,

    /// <summary>Certainly not sent; trying again soon may work.</summary>
    Retry,

    /// <summary>Too many calls: wait.</summary>
    Wait,

    /// <summary>The page's token is dead: the owner must connect the page again.</summary>
    Reauthorize,

    /// <summary>The page may not send at all at present.</summary>
    PageStopped,

    /// <summary>The customer's messaging window is closed.</summary>
    WindowClosed,

    /// <summary>This customer cannot be written to.</summary>
    PersonUnreachable,

    /// <summary>Another app has the thread.</summary>
    ThreadTaken,

    /// <summary>This very request will never work.</summary>
    Refused,
}

/// <param name="Mid">The message that was found.</param>
/// <param name="CouldLook">False: the thread could not be read, so nothing is known.</param>
public sealed record LookResult(string? Mid, bool CouldLook)
{
    public static LookResult NotThere { get; } = new(null, CouldLook: true);

    public static LookResult Unknown { get; } = new(null, CouldLook: false);

    /// <summary>The page may not call at present: its token is dead, or Graph wants to be left alone. Nobody was asked.</summary>
    public bool IsHeldBack { get; private init; }

    /// <summary>Of one that was held back: for how long; null: nobody knows.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static LookResult HeldBack(TimeSpan? retryAfter = null) => Unknown with { IsHeldBack = true, RetryAfter = retryAfter };
}
