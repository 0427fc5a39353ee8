using GptMessenger.Api.Simulator.Chat;
using GptMessenger.Api.Simulator.Graph;
using GptMessenger.Api.Simulator.Storefront;
using GptMessenger.Infrastructure.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GptMessenger.Api.Simulator;

/// <summary>
/// A fake Facebook on this host, for Development: both directions go over HTTP, and the product cannot tell.
/// </summary>
internal static class SimulatorServices
{
    public const string Path = "/simulator";

    public static WebApplicationBuilder AddSimulator(this WebApplicationBuilder builder, SimulatorKeys keys)
    {
        builder.Services.AddHttpClient(WebhookPost.Client, client => client.Timeout = WebhookPost.Timeout);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(keys);
        builder.Services.AddSingleton<OwnAddress>();
        builder.Services.AddSingleton<WireLog>();
        builder.Services.AddSingleton<WebhookPost>();
        builder.Services.AddSingleton<EchoPost>();
        builder.Services.AddHostedService(services => services.GetRequiredService<EchoPost>());
        builder.Services.AddSingleton<SimulatedMessenger>();
        builder.Services.AddSingleton<SimulatedGraph>();
        builder.Services.AddHostedService(services => new SampleShopSeeder(services.PutIfMissingAsync));
        return builder;
    }

    public static void MapSimulator(this WebApplication app)
    {
        app.Lifetime.ApplicationStarted.Register(() => System.Console.WriteLine($"GPT Messenger is ready: open {app.Services.GetRequiredService<OwnAddress>().Of(Path)} to write as a customer, {app.Services.GetRequiredService<OwnAddress>().Of("/")} for the console"));
        app.MapSimulatedGraph();
        app.MapStorefront();
        app.MapGet(Path, ([FromQuery] string? customer) =>
            new RazorComponentResult<SimulatorDocument>(new Dictionary<string, object?> { [nameof(SimulatorDocument.Customer)] = customer }));
    }
}
