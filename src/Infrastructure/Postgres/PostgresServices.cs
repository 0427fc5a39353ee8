using GptMessenger.Application.Alerts;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Numbers;
using GptMessenger.Application.Spending;
using GptMessenger.Infrastructure.Grains;
using Microsoft.Extensions.DependencyInjection;

namespace GptMessenger.Infrastructure.Postgres;

internal static class PostgresServices
{
    private const int ConnectionsOfTables = 20;
    private const int ConnectionsOfOrleans = 10;

    /// <summary>The engine's memory in PostgreSQL, shared by all nodes.</summary>
    public static IServiceCollection AddPostgres(this IServiceCollection services, string connection) => services
        .AddSingleton<NodeId>()
        .AddSingleton(_ => new PostgresServer(PostgresConnection.Read(connection, ConnectionsOfTables)))
        .AddSingleton<IEngineMemory>(provider => provider.GetRequiredService<PostgresServer>())
        .AddSingleton<ITurnTable, PostgresTurns>()
        .AddSingleton<IConversationSummaries, PostgresSummaries>()
        .AddSingleton<IAlertOutbox, PostgresAlerts>()
        .AddSingleton<ISpending, PostgresSpending>()
        .AddSingleton<INumbers, PostgresNumbers>();

    /// <summary>Nodes find each other in PostgreSQL, and their reminders are there.</summary>
    public static void MeetInPostgres(this ISiloBuilder silo, string connection)
    {
        string text = PostgresConnection.Read(connection, ConnectionsOfOrleans).ConnectionString;
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", text));
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = ("Npgsql", text));
    }
}
