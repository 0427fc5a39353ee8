using System.Text.Json;
using GptMessenger.Application.Alerts;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Secrets;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Alerts;

/// <summary><c>{"webhook":"https://…","emails":["…"]}</c>, and the signing secret sealed in a file of its own.</summary>
internal sealed partial class StoredAlertSettings(IObjectStore store, SealedSecrets secrets, ILogger<StoredAlertSettings> logger) : IAlertSettings
{
    public async Task<AlertSettings> ReadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        string key = StoreKeys.Alerts(tenant);
        if ((await store.GetAsync(key, knownVersion: null, cancellationToken))?.Content is not { } content)
        {
            return AlertSettings.None;
        }

        try
        {
            var kept = JsonSerializer.Deserialize<Kept>(content.Span, StoredJson.Readable);
            return new AlertSettings(Uri.TryCreate(kept?.Webhook, UriKind.Absolute, out var webhook) ? webhook : null, kept?.Emails ?? []);
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException(key, StoredJson.NotJson(e));
        }
    }

    /// <summary>The secret first: a new address is not posted to under the old one's.</summary>
    public async Task WriteAsync(TenantId tenant, AlertSettings settings, string? secret, CancellationToken cancellationToken)
    {
        if (secret is not null)
        {
            await secrets.WriteAsync(StoreKeys.AlertSecret(tenant), secret, WriteCondition.Any, cancellationToken);
        }

        byte[] content = JsonSerializer.SerializeToUtf8Bytes(new Kept(settings.Webhook?.OriginalString, settings.Emails), StoredJson.Readable);
        await store.PutAsync(StoreKeys.Alerts(tenant), content, WriteCondition.Any, cancellationToken);
    }

    public async Task<string?> FindSecretAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        try
        {
            return (await secrets.ReadAsync(StoreKeys.AlertSecret(tenant), cancellationToken))?.Text;
        }
        catch (UnreadableSecretException e)
        {
            LogLost(tenant, e.Message);
            return null;
        }
    }

    private sealed record Kept(string? Webhook, IReadOnlyList<string>? Emails);

    [LoggerMessage(LogLevel.Error, "Alerts of tenant {Tenant} cannot be signed, set their secret again: {Reason}")]
    private partial void LogLost(TenantId tenant, string reason);
}
