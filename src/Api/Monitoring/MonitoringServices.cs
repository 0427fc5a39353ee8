using GptMessenger.Application;
using GptMessenger.Infrastructure.Grains;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace GptMessenger.Api.Monitoring;

/// <summary>Seen from outside: figures for Prometheus at <c>/metrics</c>; traces and figures by OTLP where OpenTelemetry's own variables say so.</summary>
internal static class MonitoringServices
{
    private const string Metrics = "/metrics";
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddMonitoring(this WebApplicationBuilder builder)
    {
        // It would say so at every look of a load balancer; what is missing says so itself, once.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        bool isExported = builder.Configuration[OtlpEndpoint] is { Length: > 0 };
        var monitoring = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("gpt-messenger"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Telemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.RateLimiting", "System.Runtime").AddPrometheusExporter();
                if (isExported)
                {
                    metrics.AddOtlpExporter();
                }
            });
        if (isExported)
        {
            // Only then: what nobody records must not cost every message something.
            monitoring.WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(web => web.Filter = context => !IsProbe(context.Request.Path))
                .AddHttpClientInstrumentation()
                .AddSource(Telemetry.Name, "Microsoft.Orleans.Application")
                .AddOtlpExporter());
            builder.AddSiloTracing();
        }
    }

    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint(Metrics);

    private static bool IsProbe(PathString path) => path.StartsWithSegments("/health", StringComparison.Ordinal) || path.StartsWithSegments(Metrics, StringComparison.Ordinal);
}
