namespace GptMessenger.Api.Console.SignIn;

/// <param name="OpenId">Null: nobody signs in with OpenID Connect.</param>
/// <param name="SampleTenant">Whose name stands in the form already: the simulator's, in Development.</param>
internal sealed record SignInOptions(OpenIdOptions? OpenId, string? SampleTenant);

/// <param name="Authority">Who is asked (<c>OIDC_AUTHORITY</c>).</param>
/// <param name="ClientId">As whom (<c>OIDC_CLIENT_ID</c>).</param>
/// <param name="ClientSecret">Proves it (<c>OIDC_CLIENT_SECRET</c>).</param>
/// <param name="DisplayName">What the button calls it (<c>OIDC_NAME</c>).</param>
internal sealed record OpenIdOptions(Uri Authority, string ClientId, string ClientSecret, string DisplayName)
{
    /// <summary>Without the secret: a record would print it.</summary>
    public override string ToString() => $"{ClientId} at {Authority}";
}
