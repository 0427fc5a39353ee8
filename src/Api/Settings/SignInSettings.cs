using GptMessenger.Api.Console.SignIn;

namespace GptMessenger.Api.Settings;

/// <summary>Signing in with OpenID Connect: all of it is set, or nothing.</summary>
internal static class SignInSettings
{
    public static OpenIdOptions? OpenId(SettingsReader reader)
    {
        if (reader.Text("OIDC_AUTHORITY") is null)
        {
            return null;
        }

        var authority = reader.Address("OIDC_AUTHORITY", "https://login.example.com");
        if (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback)
        {
            reader.Wrong("OIDC_AUTHORITY", "should be an https address: what it says decides who gets in.");
        }

        return new OpenIdOptions(
            authority,
            reader.Required("OIDC_CLIENT_ID", "the id under which the identity provider knows this product"),
            reader.Required("OIDC_CLIENT_SECRET", "the secret that the identity provider gave"),
            reader.Text("OIDC_NAME") ?? authority.Host);
    }
}
