using System.Net;
using System.Net.Sockets;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace GptMessenger.Infrastructure.Grains;

public static class SiloServices
{
    /// <summary>The engine in this process alone: nothing to install, nothing to connect to.</summary>
    public static IHostApplicationBuilder AddSilo(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services
            .AddSingleton<TurnLedger>()
            .AddSingleton<ITurnLedger>(services => services.GetRequiredService<TurnLedger>())
            .AddSingleton<ITurnRecords>(services => services.GetRequiredService<ITurnTable>())
            .AddSingleton<IConversationInbox, GrainInbox>()
            .AddSingleton<IPageRefreshes, GrainPageRefreshes>()
            .AddHostedService<TurnWatch>();
        builder.UseOrleans(silo =>
        {
            // Free ports, so that several products can run on one machine; nobody but this process ever uses them.
            silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: FreePort());
            silo.AddReminders();
            silo.Configure<ReminderOptions>(reminders => reminders.MinimumReminderPeriod = TurnLedger.ReminderPeriod);
            silo.Configure<GrainCollectionOptions>(grains => grains.CollectionAge = TimeSpan.FromMinutes(10));
        });
        return builder;
    }

    /// <summary>Traces follow a call from the web server into the grain. Only for those who record them: it costs every call something.</summary>
    public static void AddSiloTracing(this IHostApplicationBuilder builder) => builder.UseOrleans(silo => silo.AddActivityPropagation());

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
