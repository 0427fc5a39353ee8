using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
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

    /// <summary>Of a client that lives as long as the process: the pipeline sets the time limit, the connections are renewed for DNS changes.</summary>
    public static IHttpClientBuilder AddApi<T>(this IServiceCollection services, Uri address)
        where T : class =>
        services.AddRefitGeneratedClient<T>(Settings())
            .ConfigureHttpClient(client =>
            {
                client.BaseAddress = address;
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);

                // A redirect would carry the request to a host that nobody configured, and send it twice.
                handler.AllowAutoRedirect = false;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

    private static RefitSettings Settings() => new(new SystemTextJsonContentSerializer(Json))
    {
        // Refit would wrap what happened; the adapters decide by its real type.
        TransportExceptionFactory = (_, exception, _) => exception,
    };
}
