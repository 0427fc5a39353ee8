using System.Collections.Concurrent;
using System.Text.Json;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Secrets;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>
/// The tokens of connected shops, sealed in the store. One that expires is renewed a little early: by one caller at a time on this node, and where
/// two nodes do it at once, the one that stored its pair first is right.
/// </summary>
internal sealed partial class ShopTokens(SealedSecrets secrets, TokenEndpoint endpoint, TimeProvider clock, ILogger<ShopTokens> logger)
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<ShopDomain, SemaphoreSlim> _gates = [];

    /// <summary>One that holds for a while.</summary>
    /// <exception cref="ShopUnreachableException">There is none (any more).</exception>
    public async Task<string> GetAsync(ConnectedShop shop, CancellationToken cancellationToken)
    {
        var (_, token) = await ReadAsync(shop, cancellationToken) ?? throw Lost(shop, "there is no access token");
        return !IsDue(token) ? token.AccessToken
            : await RenewAsync(shop, token.AccessToken, cancellationToken) ?? throw Lost(shop, "its access token has expired and cannot be renewed");
    }

    /// <summary>After Shopify has refused a token, or when it is about to.</summary>
    /// <returns>Another one; null: there is none to be had.</returns>
    /// <exception cref="ShopUnreachableException">Shopify did not answer.</exception>
    public async Task<string?> RenewAsync(ConnectedShop shop, string refused, CancellationToken cancellationToken)
    {
        var gate = _gates.GetOrAdd(shop.Domain, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (await ReadAsync(shop, cancellationToken) is not var (version, token))
            {
                return null;
            }

            if (token.AccessToken != refused && !IsDue(token))
            {
                // Somebody else was here meanwhile.
                return token.AccessToken;
            }

            return token.RefreshToken is null || token.RefreshExpiresAt <= clock.GetUtcNow() ? null : await RefreshAsync(shop, version, token, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    public Task StoreAsync(ConnectedShop shop, ShopToken token, CancellationToken cancellationToken) =>
        secrets.WriteAsync(Key(shop), token.ToJson(), WriteCondition.Any, cancellationToken);

    /// <summary>Nothing happens when there is none.</summary>
    public Task DropAsync(ConnectedShop shop, CancellationToken cancellationToken) => secrets.DeleteAsync(Key(shop), cancellationToken);

    private async Task<string?> RefreshAsync(ConnectedShop shop, string version, ShopToken token, CancellationToken cancellationToken)
    {
        if (await endpoint.RefreshAsync(shop.Domain, token, cancellationToken) is not { } next)
        {
            // Another node may have used the refresh token up just now, and has the next one.
            return await ReadAsync(shop, cancellationToken) is (var newer, var other) && newer != version ? other.AccessToken : null;
        }

        try
        {
            // Not to be given up half-way: the pair that it replaces is used up.
            await secrets.WriteAsync(Key(shop), next.ToJson(), WriteCondition.MustBe(version), CancellationToken.None);
            LogRenewed(shop.Domain, next.ExpiresAt);
            return next.AccessToken;
        }
        catch (ObjectChangedException)
        {
            return await ReadAsync(shop, cancellationToken) is (_, var other) ? other.AccessToken : null;
        }
    }

    private bool IsDue(ShopToken token) => token.ExpiresAt - Early <= clock.GetUtcNow();

    private async Task<(string Version, ShopToken Token)?> ReadAsync(ConnectedShop shop, CancellationToken cancellationToken)
    {
        try
        {
            return await secrets.ReadAsync(Key(shop), cancellationToken) is { } secret ? (secret.Version, ShopToken.FromJson(secret.Text)) : null;
        }
        catch (JsonException)
        {
            throw Lost(shop, $"{Key(shop)} holds no token");
        }
        catch (UnreadableSecretException e)
        {
            throw new ShopUnreachableException($"{shop.Domain} cannot be read: {e.Message}", e);
        }
    }

    private static string Key(ConnectedShop shop) => StoreKeys.ShopToken(shop.Tenant, shop.Domain);

    private static ShopUnreachableException Lost(ConnectedShop shop, string why) => new($"{shop.Domain} cannot be read: {why}. Connect the shop again.");

    [LoggerMessage(LogLevel.Information, "The token for {Shop} was renewed and holds until {Until:u}")]
    private partial void LogRenewed(ShopDomain shop, DateTimeOffset? until);
}
