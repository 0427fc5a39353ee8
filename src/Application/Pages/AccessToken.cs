namespace GptMessenger.Application.Pages;

/// <summary>What speaks for a page or a person at Meta. It goes into the call that needs it and nowhere else.</summary>
public sealed record AccessToken(string Value)
{
    private const int MaxLength = 4096;

    /// <summary>Whether it can be one at all, and can stand in a header.</summary>
    public bool IsPlausible => Value.Length is > 0 and <= MaxLength && Value.All(c => c is > ' ' and < '\x7f');

    /// <summary>Without the token: a record would print it.</summary>
    public override string ToString() => "an access token";
}
