using GptMessenger.Application.Conversations;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>Shopify was told that these notices are kept, and the process that kept them died before they were done: a start looks for them.</summary>
internal sealed partial class LeftNotices(
    IObjectStore store, IConnectedShops shops, IShopKeeper keeper, IHostApplicationLifetime host, ILogger<LeftNotices> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The engine that does them has to be there.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registered = host.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
        catch (Exception e) when (e is StoreUnavailableException or UnreadableFileException)
        {
            LogFailed(e.Message);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        string? last = null;
        await foreach (string key in store.ListAsync(StoreKeys.AllShops, cancellationToken))
        {
            if (StoreKeys.ShopOfNotice(key) is { } name && name != last && ShopDomain.TryParse(name, out var domain))
            {
                last = name;
                if (await shops.FindAsync(domain, cancellationToken) is { } shop)
                {
                    await keeper.RequestAsync(shop.Tenant);
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "What shops told before this process started could not be looked for; it is done within ten minutes: {Reason}")]
    private partial void LogFailed(string reason);
}
