using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Refit;

namespace GptMessenger.Infrastructure;

/// <summary>What the clients of all outside APIs have in common.</summary>
internal static class OutgoingHttp
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // These bodies are read by JSON parsers only; escaping every letter beyond ASCII would triple a Thai prompt.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// A client that lives as long as the process: its pipeline sets the time limit, and its connections are renewed to notice DNS changes.
    /// The pipeline's every try includes the body.
    /// </summary>
    public static void AddApi<T>(
        this IServiceCollection services, string name, Uri address, Action<ResiliencePipelineBuilder<HttpResponseMessage>, IServiceProvider> protect)
        where T : class
    {
        var client = services.AddRefitGeneratedClient<T>(Settings(), name)
            .ConfigureHttpClient(http =>
            {
                http.BaseAddress = address;
                http.Timeout = Timeout.InfiniteTimeSpan;
            })
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);

                // A redirect would carry the request to a host that nobody configured, and send it twice.
                handler.AllowAutoRedirect = false;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        client.AddResilienceHandler("calls", (pipeline, context) => protect(pipeline, context.ServiceProvider));
        client.AddHttpMessageHandler(() => new BoundedBodyHandler());
    }

    private static RefitSettings Settings() => new(new SystemTextJsonContentSerializer(Json))
    {
        // Refit would wrap what happened; the adapters decide by its real type.
        TransportExceptionFactory = (_, exception, _) => exception,
    };
}
