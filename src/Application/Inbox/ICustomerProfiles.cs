using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Inbox;

/// <summary>What Meta shows of a customer to the page.</summary>
public interface ICustomerProfiles
{
    /// <summary>Asks for the name. Where the page's calls are needed for answers, or may not be made at all, nobody is asked.</summary>
    Task<NameAnswer> AskNameAsync(ConversationId conversation, CancellationToken cancellationToken);
}

/// <param name="Verdict">How the question ended.</param>
/// <param name="Name">As Meta has it: text from outside; null: none is shown.</param>
public sealed record NameAnswer(NameVerdict Verdict, string? Name = null);

public enum NameVerdict
{
    /// <summary>Meta has answered.</summary>
    Shown,

    /// <summary>The app may not see this profile, or there is none.</summary>
    NotShown,

    /// <summary>Nobody was asked.</summary>
    HeldBack,

    /// <summary>There was no answer.</summary>
    Failed,
}
