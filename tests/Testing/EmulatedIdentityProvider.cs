using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GptMessenger.Testing;

/// <summary>An OpenID Connect provider over real HTTP, as strict as the standard: one use of a code, PKCE, the client's secret, signed tokens.</summary>
public sealed class EmulatedIdentityProvider : IAsyncDisposable
{
    public const string ClientId = "gpt-messenger";
    public const string ClientSecret = "a-client-secret-in-tests";

    private readonly WebApplication _app;
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "k1" };
    private readonly ConcurrentDictionary<string, Dictionary<string, string>> _codes = new(StringComparer.Ordinal);

    private EmulatedIdentityProvider(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>Signs the tokens; another key than the published one makes forged ones.</summary>
    public SecurityKey? ForgedKey { get; set; }

    public static async Task<EmulatedIdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new EmulatedIdentityProvider(builder.Build());
        provider._app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = provider.Address, authorization_endpoint = $"{provider.Address}/authorize", token_endpoint = $"{provider.Address}/token", userinfo_endpoint = $"{provider.Address}/userinfo",
            jwks_uri = $"{provider.Address}/keys",
        }));
        provider._app.MapGet("/keys", () => Results.Json(new { keys = new[] { provider.Published() } }));
        provider._app.MapPost("/token", (HttpRequest request) => provider.ExchangeAsync(request));
        provider._app.MapGet("/userinfo", (HttpContext context) => UserInfo(context.Request.Headers.Authorization.ToString()));
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>The person signs in there: where the browser is sent back to.</summary>
    public Uri Approve(Uri authorize, string email, bool isVerified = true)
    {
        var asked = QueryHelpers.ParseQuery(authorize.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        string code = $"code-{Guid.NewGuid():N}";
        (asked["email"], asked["verified"]) = (email, isVerified ? "true" : "false");
        _codes[code] = asked;
        return new Uri(QueryHelpers.AddQueryString(asked["redirect_uri"], new Dictionary<string, string?> { ["code"] = code, ["state"] = asked["state"] }));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private object Published()
    {
        var key = _key.Rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = _key.KeyId, n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) };
    }

    private async Task<IResult> ExchangeAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (!_codes.TryRemove(form["code"].ToString(), out var asked) || form["client_id"] != ClientId || form["client_secret"] != ClientSecret || form["redirect_uri"] != asked["redirect_uri"]
            || Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked["code_challenge"])
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        var claims = new Dictionary<string, object> { ["sub"] = asked["email"], ["nonce"] = asked["nonce"], ["email"] = asked["email"], ["email_verified"] = asked["verified"] == "true" };
        string token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Address, Audience = ClientId, Claims = claims, Expires = DateTime.UtcNow.AddMinutes(5), SigningCredentials = new SigningCredentials(ForgedKey ?? _key, SecurityAlgorithms.RsaSha256),
        });
        return Results.Json(new { access_token = asked["email"], token_type = "Bearer", id_token = token, expires_in = 300 });
    }

    private static IResult UserInfo(string authorization) => Results.Json(new { sub = authorization["Bearer ".Length..] });
}
