using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GptMessenger.Infrastructure.Health;

/// <summary>Whether this node is an active member of its cluster, which may be a cluster of one.</summary>
internal sealed class EngineCheck(ISiloStatusOracle silo) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(silo.CurrentStatus switch
    {
        SiloStatus.Active => HealthCheckResult.Healthy(),
        SiloStatus.None or SiloStatus.Created or SiloStatus.Joining => HealthCheckResult.Unhealthy("The engine is starting: it waits to become a member of its cluster."),
        var status => HealthCheckResult.Unhealthy($"The engine is {status}: this node is leaving its cluster."),
    });
}
