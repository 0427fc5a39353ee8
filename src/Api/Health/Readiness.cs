using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GptMessenger.Api.Health;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it takes webhooks, or says what is missing.</summary>
internal static class Readiness
{
    public static void MapReadiness(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => "Live");
        routes.MapGet("/health/ready", CheckAsync);
    }

    private static async Task<IResult> CheckAsync(IHostApplicationLifetime lifetime, HealthCheckService health, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return NotReady(new Dictionary<string, string?> { ["process"] = "The process is stopping." });
        }

        var report = await health.CheckHealthAsync(cancellationToken);
        return report.Status == HealthStatus.Healthy
            ? Results.Text("Ready")
            : NotReady(report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy).ToDictionary(entry => entry.Key, entry => entry.Value.Description));
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult NotReady(Dictionary<string, string?> missing) => TypedResults.Problem(
        string.Join(' ', missing.Values), statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not ready",
        extensions: [new KeyValuePair<string, object?>("missing", missing)]);
}
