namespace GptMessenger.Application.Replies;

/// <summary>How replies are made and when. The defaults are those of the configuration contract.</summary>
public sealed record ReplyOptions
{
    /// <summary>How long a customer must have been quiet before the reply is begun (<c>REPLY_QUIET_MS</c>).</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromMilliseconds(700);

    /// <summary>How long the bot keeps silent after a person wrote (<c>HUMAN_PAUSE_MINUTES</c>).</summary>
    public TimeSpan HumanPause { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>What the whole prompt may take (<c>GENAI_CONTEXT_TOKENS</c>).</summary>
    public int ContextTokens { get; init; } = 6000;

    /// <summary>How many replies are found at once on this node (<c>GENAI_MAX_CONCURRENCY</c>).</summary>
    public int MaxDecisions { get; init; } = 64;

    /// <summary>Our Meta app (<c>FACEBOOK_APP_ID</c>); its messages are no person's.</summary>
    public string? AppId { get; init; }

    /// <summary>How a tenant that has not said it otherwise has customers told that an assistant answers (<c>FIRST_CONTACT</c>).</summary>
    public FirstContact FirstContact { get; init; } = FirstContact.Standard;

    /// <summary>A conversation that was silent this long is told again that an assistant answers.</summary>
    public TimeSpan DisclosureInterval { get; init; } = TimeSpan.FromDays(7);

    /// <summary>A reply that could not be begun, or may not have arrived, for this long is no longer sent to a customer who wrote again meanwhile.</summary>
    public TimeSpan ReplyKeeps { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Messenger's standard window: no automated message later than this after the customer's last one (Messenger policy).</summary>
    public TimeSpan MessagingWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>So long after the customer's last message a person may still answer, under the HUMAN_AGENT tag (Messenger policy).</summary>
    public TimeSpan HumanAgentWindow { get; init; } = TimeSpan.FromDays(7);
}
