using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;
using Polly.Timeout;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>Where a shop hands out tokens. Source: Shopify, "Authorization code grant" and "Offline access tokens" (2026-10).</summary>
internal sealed class TokenEndpoint(IHttpClientFactory clients, ShopifyOptions options, TimeProvider clock)
{
    /// <summary>The next pair of tokens. The refresh token that is given here is of no use after that.</summary>
    /// <returns>Null: the refresh token is no longer valid.</returns>
    /// <exception cref="ShopUnreachableException">Shopify did not answer as it should.</exception>
    public Task<ShopToken?> RefreshAsync(ShopDomain shop, ShopToken token, CancellationToken cancellationToken) =>
        PostAsync(shop, new { client_id = options.Key, client_secret = options.Secret, grant_type = "refresh_token", refresh_token = token.RefreshToken }, token.Scope, cancellationToken);

    /// <summary>The first pair of tokens.</summary>
    /// <returns>Null: the code is not valid (any more).</returns>
    /// <exception cref="ShopUnreachableException">Shopify did not answer as it should.</exception>
    public Task<ShopToken?> ExchangeAsync(ShopDomain shop, string code, CancellationToken cancellationToken) =>
        PostAsync(shop, new { client_id = options.Key, client_secret = options.Secret, code, expiring = "1" }, knownScope: "", cancellationToken);

    private async Task<ShopToken?> PostAsync(ShopDomain shop, object form, string knownScope, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(AdminApi.Client);
            using var patience = new CancellationTokenSource(options.Timeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            using var response = await client.PostAsync(ShopAddress.Of(options, shop, "admin/oauth/access_token"), JsonBody.Of(form), either.Token);
            if ((int)response.StatusCode is 400 or 401 or 403)
            {
                return null;
            }

            byte[] body = await response.Content.ReadAsByteArrayAsync(either.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw new ShopUnreachableException($"{shop} gives no token: status {(int)response.StatusCode}.");
            }

            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement, knownScope) ?? throw new ShopUnreachableException($"{shop} answered without a token.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or TimeoutRejectedException or JsonException)
        {
            // The parser's own message might quote the answer, which holds a token.
            throw new ShopUnreachableException($"{shop} gives no token: {(e is JsonException ? "its answer is no JSON" : e.Message)}.", e is JsonException ? null : e);
        }
    }

    private ShopToken? Read(JsonElement answer, string knownScope)
    {
        var now = clock.GetUtcNow();
        return answer.Member("access_token").Text() is { Length: > 0 } token
            ? new ShopToken(token, After(now, answer.Member("expires_in")), answer.Member("refresh_token").Text(), After(now, answer.Member("refresh_token_expires_in")), answer.Member("scope").Text() ?? knownScope)
            : null;
    }

    private static DateTimeOffset? After(DateTimeOffset now, JsonElement seconds) =>
        seconds.Number() is > 0 and < 1_000_000_000 and var count ? now.AddSeconds((double)count) : null;
}
