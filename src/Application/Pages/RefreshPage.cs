using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Pages;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Pages;

/// <summary>Fetches what a page says about itself and stores it where it differs.</summary>
public sealed record RefreshPage(ConnectedPage Page) : IRequest;

internal sealed partial class RefreshPageHandler(IPageProfiles profiles, IPageMetadata metadata, ILogger<RefreshPageHandler> logger) : IRequestHandler<RefreshPage>
{
    public async Task Handle(RefreshPage request, CancellationToken cancellationToken)
    {
        try
        {
            var document = await profiles.FetchAsync(request.Page, cancellationToken);
            LogRefreshed(request.Page.Page, await metadata.SaveAsync(request.Page, document, cancellationToken));
        }
        catch (Exception e) when (e is PageUnreachableException or StoreUnavailableException or UnreadableFileException)
        {
            LogUnreachable(request.Page.Page, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Page {Page} was looked at again; changed: {Changed}")]
    private partial void LogRefreshed(Domain.Conversations.PageId page, bool changed);

    [LoggerMessage(LogLevel.Warning, "Page {Page} could not be looked at again, what is stored stays in use: {Reason}")]
    private partial void LogUnreachable(Domain.Conversations.PageId page, string reason);
}
