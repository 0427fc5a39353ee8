using System.Text.Json;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GptMessenger.Infrastructure.Health;

/// <summary>
/// Whether the object store takes what it is given: one that can only be read (a full disk, a folder of somebody else's, a key without the
/// right to write) lets every delivery down. Asked once in a few seconds at most, however often it is wanted to know.
/// </summary>
internal sealed class StoreCheck(IObjectStore store, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private const string Key = "probes/ready.json";

    private (HealthCheckResult Result, long At)? _last;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (_last is { } last && clock.GetElapsedTime(last.At) < Fresh)
        {
            return last.Result;
        }

        var result = await LookAsync(cancellationToken);
        _last = (result, clock.GetTimestamp());
        return result;
    }

    private async Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            // Never the same twice, or a store that has it already would not write.
            await store.PutAsync(Key, JsonSerializer.SerializeToUtf8Bytes(new { at = clock.GetUtcNow() }), WriteCondition.Any, patience.Token);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy(
                e is OperationCanceledException ? $"The store did not answer within {Patience.TotalSeconds} s. Is it up, and SPACES_ENDPOINT right?" : $"The store takes nothing: {e.Message}", e);
        }
    }
}
