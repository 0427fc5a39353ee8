using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Pages;

/// <summary>What Messenger does for a page: brings its events, and greets its customers.</summary>
public interface IPageSubscriptions
{
    /// <summary>Has all events of the page delivered that the product knows.</summary>
    /// <exception cref="PageUnreachableException">The platform refused or did not answer.</exception>
    Task SubscribeAsync(PageId page, AccessToken token, CancellationToken cancellationToken);

    /// <summary>The same with the token that is known of it.</summary>
    /// <exception cref="PageUnreachableException">The platform refused or did not answer, or no token is known.</exception>
    Task SubscribeAsync(PageId page, CancellationToken cancellationToken);

    /// <summary>With the token that is known of it; without one, nothing happens.</summary>
    /// <exception cref="PageUnreachableException">The platform refused or did not answer.</exception>
    Task UnsubscribeAsync(PageId page, CancellationToken cancellationToken);

    /// <exception cref="PageUnreachableException">The platform refused or did not answer.</exception>
    Task WelcomeAsync(PageId page, AccessToken token, MessengerWelcome welcome, CancellationToken cancellationToken);
}

/// <summary>What a customer sees before the first word.</summary>
/// <param name="Greeting">At most <see cref="MaxGreeting"/> characters; null: none.</param>
/// <param name="GetStarted">A button that begins the conversation.</param>
/// <param name="IceBreakers">Questions to tap, at most <see cref="MaxIceBreakers"/>.</param>
public sealed record MessengerWelcome(string? Greeting, bool GetStarted, IReadOnlyList<string> IceBreakers)
{
    public const int MaxGreeting = 160;
    public const int MaxIceBreakers = 4;
    public const int MaxQuestion = 80;

    public bool IsEmpty => Greeting is null && !GetStarted && IceBreakers.Count == 0;
}
