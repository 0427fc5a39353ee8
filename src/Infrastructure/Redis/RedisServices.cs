using GptMessenger.Application.Alerts;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Numbers;
using GptMessenger.Application.Spending;
using GptMessenger.Infrastructure.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Redis;

internal static class RedisServices
{
    /// <summary>The engine's memory in Redis, shared by all nodes.</summary>
    public static IServiceCollection AddRedis(this IServiceCollection services, string connection) => services
        .AddSingleton<NodeId>()
        .AddSingleton(provider => new RedisServer(RedisConnection.Read(connection), provider.GetRequiredService<ILogger<RedisServer>>()))
        .AddSingleton<IEngineMemory>(provider => provider.GetRequiredService<RedisServer>())
        .AddSingleton<ITurnTable, RedisTurns>()
        .AddSingleton<IConversationSummaries, RedisSummaries>()
        .AddSingleton<IAlertOutbox, RedisAlerts>()
        .AddSingleton<ISpending, RedisSpending>()
        .AddSingleton<INumbers, RedisNumbers>();

    /// <summary>Nodes find each other in Redis, and their reminders are there. On a connection of its own: a node must not look dead because the tables are busy.</summary>
    public static void MeetInRedis(this ISiloBuilder silo, string connection)
    {
        silo.UseRedisClustering(options => options.ConfigurationOptions = RedisConnection.Read(connection));
        silo.UseRedisReminderService(options => options.ConfigurationOptions = RedisConnection.Read(connection));
    }
}
