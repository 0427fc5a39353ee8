using GptMessenger.Application.Alerts;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Numbers;
using GptMessenger.Application.Spending;
using GptMessenger.Infrastructure.Grains;
using Microsoft.Extensions.DependencyInjection;

namespace GptMessenger.Infrastructure.LocalDisk;

internal static class LocalDiskServices
{
    /// <summary>The engine's memory in this folder, for a product that runs in one process.</summary>
    public static IServiceCollection AddLocalDisk(this IServiceCollection services, string folder) => services
        .AddSingleton(_ => new LocalDatabase(folder))
        .AddSingleton<IEngineMemory, LocalMemory>()
        .AddSingleton<ITurnTable, LocalTurns>()
        .AddSingleton<IReminderTable, LocalReminderTable>()
        .AddSingleton<IConversationSummaries, LocalSummaries>()
        .AddSingleton<IAlertOutbox, LocalAlerts>()
        .AddSingleton<ISpending, LocalSpending>()
        .AddSingleton<INumbers, LocalNumbers>();
}

/// <summary>The file is opened, and locked, by whoever asks for the database first.</summary>
internal sealed class LocalMemory(IServiceProvider services) : IEngineMemory
{
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<LocalDatabase>();
        return Task.CompletedTask;
    }
}
