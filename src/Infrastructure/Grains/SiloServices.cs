using System.Net;
using System.Net.Sockets;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Shops;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Runtime.GrainDirectory;

namespace GptMessenger.Infrastructure.Grains;

public static class SiloServices
{
    /// <summary>Names the cluster and its records; a meeting place serves one installation.</summary>
    private const string Product = "gpt-messenger";

    /// <summary>The engine, alone or as one of several nodes.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="node">Which node it is.</param>
    /// <param name="meet">Where it meets the others and where reminders are; null: it has nobody to meet, and its reminder table is registered.</param>
    internal static void AddSilo(this IHostApplicationBuilder builder, NodeOptions node, Action<ISiloBuilder>? meet)
    {
        builder.Services
            .AddSingleton<TurnLedger>()
            .AddSingleton<ITurnLedger>(services => services.GetRequiredService<TurnLedger>())
            .AddSingleton<ITurnRecords>(services => services.GetRequiredService<ITurnTable>())
            .AddSingleton<IConversationInbox, GrainInbox>()
            .AddSingleton<IPageRefreshes, GrainPageRefreshes>()
            .AddSingleton<IShopKeeper, GrainShopKeeper>()
            .AddSingleton<InboxWatch>()
            .AddSingleton<IInboxWatch>(services => services.GetRequiredService<InboxWatch>())
            .AddSingleton<IInboxNews>(services => services.GetRequiredService<InboxWatch>())
            .AddHostedService<InboxRounds>()
            .AddSingleton<PageRounds>()
            .AddSingleton<IPageChecks>(services => services.GetRequiredService<PageRounds>())
            .AddHostedService(services => services.GetRequiredService<PageRounds>())
            .AddSingleton<PutOffTurns>()
            .AddSingleton<IPutOffTurns>(services => services.GetRequiredService<PutOffTurns>())
            .AddHostedService(services => services.GetRequiredService<PutOffTurns>())
            .AddSingleton<KnownPlaces>()
            .AddSingleton<IGrainDirectoryCache>(services => services.GetRequiredService<KnownPlaces>())
            .AddSingleton<MemorySweep>()
            .AddHostedService(services => services.GetRequiredService<MemorySweep>())
            .AddSingleton<StandstillWatch>()
            .AddHostedService<TurnWatch>();
        builder.UseOrleans(silo =>
        {
            // Free ports where none are given, so that several processes can run on one machine.
            int siloPort = node.SiloPort > 0 ? node.SiloPort : FreePort();
            int gatewayPort = node.GatewayPort > 0 ? node.GatewayPort : FreePort();
            if (meet is null)
            {
                silo.UseLocalhostClustering(siloPort, gatewayPort);
                silo.AddReminders();
            }
            else
            {
                silo.Services.AddHostedService(services => services.GetRequiredService<StandstillWatch>());
                silo.ConfigureEndpoints(node.Address, siloPort, gatewayPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(node.Address));
                silo.Configure<Orleans.Configuration.ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (Product, Product));
                silo.Configure<ClusterMembershipOptions>(NoticeDeathSoon);
                meet(silo);
            }

            // The default follows the load: it put all new conversations on one node, or none.
            silo.Services.AddSingleton<PlacementStrategy, HashBasedPlacement>();
            silo.Configure<ReminderOptions>(reminders => reminders.MinimumReminderPeriod = TurnLedger.ReminderPeriod);
            silo.Configure<GrainDirectoryOptions>(directory => directory.CachingStrategy = GrainDirectoryOptions.CachingStrategyType.Custom);
            silo.Configure<GrainCollectionOptions>(grains => grains.CollectionAge = TimeSpan.FromMinutes(10));
        });
    }

    /// <summary>
    /// Measured with Orleans 10.4: a frozen node's conversations answered elsewhere after 8.5 s instead of 60 s, and a lone node that came
    /// back on another address was at work after 17 s instead of 108 s. Two nodes with all processors busy did not take each other for dead.
    /// </summary>
    private static void NoticeDeathSoon(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedProbesLimit = 2;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        membership.DefunctSiloExpiration = TimeSpan.FromMinutes(10);
        membership.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(5);
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
