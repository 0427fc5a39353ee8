using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using Microsoft.Extensions.Hosting;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>Has what waited for a page's token tried as soon as there is another one, or the owner has connected the page anew.</summary>
internal sealed class RenewedTokens(KnownPages pages, PageLanes lanes, IPutOffTurns turns) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        pages.Renewed = Renew;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        pages.Renewed = null;
        return Task.CompletedTask;
    }

    private void Renew(PageId page)
    {
        lanes.Of(page).ProbeNow();
        turns.Wake(page);
    }
}
