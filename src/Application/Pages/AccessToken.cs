namespace GptMessenger.Application.Pages;

/// <summary>What speaks for a page or a person at Meta. It goes into the call that needs it and nowhere else.</summary>
public sealed record AccessToken(string Value)
{
    /// <summary>Without the token: a record would print it.</summary>
    public override string ToString() => "an access token";
}
