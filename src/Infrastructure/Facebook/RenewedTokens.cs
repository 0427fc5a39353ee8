using GptMessenger.Application.Pages;
using Microsoft.Extensions.Hosting;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>Has what waited for a page's token tried as soon as there is another one.</summary>
internal sealed class RenewedTokens(KnownPages pages, IPutOffTurns turns) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        pages.Renewed = turns.Wake;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        pages.Renewed = null;
        return Task.CompletedTask;
    }
}
