using GptMessenger.Application.Audit;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>The owner has chosen: connects these pages of the login and ends it.</summary>
/// <returns>Null: the login is over.</returns>
public sealed record ChoosePages(LoginId Login, TenantId Tenant, IReadOnlyList<PageId> Pages, MessengerWelcome? Welcome) : IRequest<IReadOnlyList<ConnectedResult>?>, IAudited
{
    public AuditMark Mark => new(Tenant, "connected pages", string.Join(", ", Pages));
}

internal sealed class ChoosePagesHandler(IPendingLogins logins, ISender sender) : IRequestHandler<ChoosePages, IReadOnlyList<ConnectedResult>?>
{
    public async Task<IReadOnlyList<ConnectedResult>?> Handle(ChoosePages request, CancellationToken cancellationToken)
    {
        if (await logins.ReadAsync(request.Login, cancellationToken) is not { } granted)
        {
            return null;
        }

        var results = await sender.Send(new ConnectGranted(request.Tenant, granted, request.Pages, request.Welcome), cancellationToken);
        await logins.EndAsync(request.Login, cancellationToken);
        return results;
    }
}
