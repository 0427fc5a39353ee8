using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>Connects the chosen ones of the pages that somebody granted.</summary>
public sealed record ConnectGranted(TenantId Tenant, GrantedPages Granted, IReadOnlyList<PageId> Chosen, MessengerWelcome? Welcome) : IRequest<IReadOnlyList<ConnectedResult>>;

internal sealed class ConnectGrantedHandler(ISender sender) : IRequestHandler<ConnectGranted, IReadOnlyList<ConnectedResult>>
{
    public async Task<IReadOnlyList<ConnectedResult>> Handle(ConnectGranted request, CancellationToken cancellationToken)
    {
        var results = new List<ConnectedResult>();
        foreach (var chosen in request.Chosen.Distinct())
        {
            results.Add(request.Granted.Pages.FirstOrDefault(page => page.Page == chosen) switch
            {
                null => new ConnectedResult(chosen, IsConnected: false, ["It is not among the pages that Facebook granted."]),
                { MayMessage: false } => new ConnectedResult(chosen, IsConnected: false, ["You need the task 'Messages' (MESSAGING) on this page; its admin can give it to you."]),
                var page => await sender.Send(
                    new ConnectPage(new PageConnectionRequest(request.Tenant, page.Page, page.Name, page.Token, request.Granted.Person), request.Welcome), cancellationToken),
            });
        }

        return results;
    }
}
