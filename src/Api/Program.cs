using GptMessenger.Api;
using GptMessenger.Api.Admin;
using GptMessenger.Api.Connect;
using GptMessenger.Api.Console;
using GptMessenger.Api.Evaluation;
using GptMessenger.Api.Facebook;
using GptMessenger.Api.Health;
using GptMessenger.Api.Monitoring;
using GptMessenger.Api.Rehearsals;
using GptMessenger.Api.Settings;
using GptMessenger.Api.Shopify;
using GptMessenger.Api.Simulator;
using GptMessenger.Application;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Infrastructure;

if (args is [EvaluationCommand.Name, ..])
{
    return await EvaluationCommand.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
}

try
{
    // The program's own folder, so that it runs from any other.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    var settings = AppSettings.Load(builder);

    builder.Services.AddApplication(settings.Reply, settings.Spend);
    builder.AddInfrastructure(settings.Infrastructure);
    builder.Services.AddFacebookWebhook(settings.Webhook);
    builder.Services.AddSingleton(settings.ShopifyApp).AddSingleton<InstallTickets>();
    builder.Services.AddSingleton(settings.Admin);
    builder.Services.AddConnect(settings.Connect);
    builder.AddConsole(settings.SignIn with { SampleTenant = builder.Environment.IsDevelopment() ? SimulatorSettings.SampleTenant : null }, settings.Connect);
    builder.Services.AddProblemDetails();
    builder.AddMonitoring();

    // Whoever stops it kills it soon after; every open turn is on the disk by then, and goes on after the next start.
    builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
    builder.KeepSecretsOutOfLogs();
    builder.WipeBuffers();
    if (builder.Environment.IsDevelopment())
    {
        builder.AddSimulator(settings.Simulator);
    }

    var app = builder.Build();
    await app.Services.OpenInfrastructureAsync(CancellationToken.None);
    await Rehearsal.RunUnlessAwaitedAsync(app.Services, settings);

    app.UseClosedDoors();
    app.UseExceptionHandler();
    app.UseStatusCodePages();
    app.UseRateLimiter();
    app.MapFacebookWebhook();
    app.MapShopifyWebhook();
    app.MapAdmin();
    app.MapConsole();
    app.MapConnect();
    app.MapPrivacy();
    app.MapReadiness();
    app.MapMetrics();
    if (app.Environment.IsDevelopment())
    {
        app.MapSimulator();
    }

    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is SettingsException or PromptException or StoreUnavailableException or IOException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
