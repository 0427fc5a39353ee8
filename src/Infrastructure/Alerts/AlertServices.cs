using System.Net;
using GptMessenger.Application.Alerts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace GptMessenger.Infrastructure.Alerts;

internal static class AlertServices
{
    /// <summary>Where tenants want alerts, and what brings them there.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services, AlertOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<IAlertSettings, StoredAlertSettings>();
        services.AddSingleton<WebhookPost>();
        services.AddSingleton<AlertMail>();
        services.AddSingleton<IAlertDelivery, AlertDelivery>();
        services.AddHostedService<AlertRounds>();
        var client = services.AddHttpClient(WebhookPost.Client, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, _) =>
            {
                // Owners choose the address, so it is no way into this network: not by a name, a redirect or a proxy.
                handler.ConnectCallback = new OutsideConnections(options.AllowsLoopback).ConnectAsync;
                handler.AllowAutoRedirect = false;
                handler.UseProxy = false;
                handler.UseCookies = false;
                handler.AutomaticDecompression = DecompressionMethods.None;
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)

            // Many services' webhook addresses are secrets.
            .RemoveAllLoggers();
        client.AddResilienceHandler("alerts", pipeline => pipeline
            .AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 2, BackoffType = DelayBackoffType.Exponential, UseJitter = true, Delay = TimeSpan.FromSeconds(1), ShouldRetryAfterHeader = false })
            .AddTimeout(TimeSpan.FromSeconds(10)));
        return services;
    }
}
