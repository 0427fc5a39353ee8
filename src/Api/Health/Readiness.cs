namespace GptMessenger.Api.Health;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it takes webhooks.</summary>
internal static class Readiness
{
    public static void MapReadiness(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => "Live");

        // The engine starts before the web server listens, so whoever gets an answer may send webhooks; not while the process is stopping.
        routes.MapGet("/health/ready", (IHostApplicationLifetime lifetime) => lifetime.ApplicationStopping.IsCancellationRequested
            ? Results.Problem("The process is stopping.", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("Ready"));
    }
}
