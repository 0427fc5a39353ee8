using GptMessenger.Application.Conversations;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Pages;

/// <summary>Disconnects the pages that the accounts connected, for all their tenants, and forgets the accounts. What fails is done the next time.</summary>
/// <exception cref="StoreUnavailableException">The store did not answer.</exception>
public sealed record CarryOutDeletions : IRequest;

internal sealed partial class CarryOutDeletionsHandler(IDeletions deletions, IPageConnections connections, ISender sender, ILogger<CarryOutDeletionsHandler> logger)
    : IRequestHandler<CarryOutDeletions>
{
    public async Task Handle(CarryOutDeletions request, CancellationToken cancellationToken)
    {
        foreach (var deletion in await deletions.PendingAsync(cancellationToken))
        {
            // A page that was connected after the request is a new permission.
            var pages = await connections.ListAsync(deletion.Person!.Value, until: deletion.Received, cancellationToken);
            foreach (var page in pages)
            {
                await sender.Send(new DisconnectPage(page.Tenant, page.Page), cancellationToken);
            }

            await connections.ForgetAsync(deletion.Person.Value, cancellationToken);
            await deletions.FinishAsync(deletion, cancellationToken);
            LogDone(deletion.Code, pages.Count);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Deletion {Code}: a Meta account took its permission back, {Pages} pages that it had connected are disconnected")]
    private partial void LogDone(string code, int pages);
}
