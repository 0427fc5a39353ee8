using System.Text.Json;
using GptMessenger.Application.Spending;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>The tenant's <c>console/spending.json</c>: <c>{"unit":"USD","perDay":5,"perMonth":100,"answersPerHour":30}</c>, each of the limits optional.</summary>
internal sealed class StoredSpendSettings(IObjectStore store, RevalidatedObjects objects) : ISpendSettings
{
    public Task<SpendSettings> ReadAsync(TenantId tenant, CancellationToken cancellationToken) =>
        objects.ReadAsync(StoreKeys.Spending(tenant), Read, SpendSettings.None, cancellationToken);

    public async Task<(SpendSettings Settings, string? Version)> FindAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        string key = StoreKeys.Spending(tenant);
        if (await store.GetAsync(key, knownVersion: null, cancellationToken) is not { Content: { } content } stored)
        {
            return (SpendSettings.None, null);
        }

        try
        {
            return (Read(content), stored.Version);
        }
        catch (JsonException)
        {
            // Somebody's hand slipped. It can be written over, and until then what was read last holds.
            return (objects.Last<SpendSettings>(key) ?? SpendSettings.None, stored.Version);
        }
    }

    public async Task<bool> WriteAsync(TenantId tenant, SpendSettings settings, string? version, CancellationToken cancellationToken)
    {
        string key = StoreKeys.Spending(tenant);
        var limits = settings.Limits;
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(new File(settings.Unit, limits.PerDay, limits.PerMonth, limits.AnswersPerHour), StoredJson.Readable);
        try
        {
            await store.PutAsync(key, content, WriteCondition.Expecting(version), cancellationToken);
            return true;
        }
        catch (ObjectChangedException)
        {
            return false;
        }
        finally
        {
            objects.Forget(key);
        }
    }

    private static SpendSettings Read(ReadOnlyMemory<byte> content)
    {
        using var document = StoredJson.Parse(content);
        var file = document.Deserialize<File>(StoredJson.Readable) ?? throw new JsonException();
        return file is { PerDay: null or >= 0, PerMonth: null or >= 0, AnswersPerHour: null or >= 0 }
            ? new SpendSettings(file.Unit, new SpendLimits(file.PerDay, file.PerMonth, file.AnswersPerHour))
            : throw new JsonException("A limit is below nothing.");
    }

    private sealed record File(string? Unit, decimal? PerDay, decimal? PerMonth, int? AnswersPerHour);
}
