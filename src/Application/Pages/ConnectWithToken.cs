using FluentValidation;
using GptMessenger.Application.Audit;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>Connects pages with a token that somebody has at hand: a user's, for the named pages or all that may be messaged; or one page's.</summary>
/// <param name="Tenant">Whose they become.</param>
/// <param name="UserToken">A user's; null: the page's token is given.</param>
/// <param name="PageToken">The token of the one page.</param>
/// <param name="Pages">Which; null: all.</param>
/// <param name="Welcome">What customers are to see before the first word; null: what they see now.</param>
/// <exception cref="LoginRefusedException">Facebook refused or did not answer.</exception>
public sealed record ConnectWithToken(TenantId Tenant, AccessToken? UserToken, AccessToken? PageToken, IReadOnlyList<PageId>? Pages, MessengerWelcome? Welcome)
    : IRequest<IReadOnlyList<ConnectedResult>>, IAudited
{
    public AuditMark Mark => new(Tenant, "connected pages with a token", Pages is null ? "all" : string.Join(", ", Pages));
}

internal sealed class ConnectWithTokenValidator : AbstractValidator<ConnectWithToken>
{
    public ConnectWithTokenValidator() =>
        RuleFor(command => command.UserToken ?? command.PageToken).Must(token => token!.IsPlausible).WithMessage("That is no access token: letters and digits, without spaces.");
}

internal sealed class ConnectWithTokenHandler(IFacebookLogin facebook, ISender sender) : IRequestHandler<ConnectWithToken, IReadOnlyList<ConnectedResult>>
{
    public async Task<IReadOnlyList<ConnectedResult>> Handle(ConnectWithToken request, CancellationToken cancellationToken)
    {
        if (request.UserToken is { } userToken)
        {
            var granted = await facebook.ReadAsync(userToken, cancellationToken);
            var pages = request.Pages ?? [.. granted.Pages.Where(page => page.MayMessage).Select(page => page.Page)];
            return await sender.Send(new ConnectGranted(request.Tenant, granted, pages, request.Welcome), cancellationToken);
        }

        var only = await facebook.ReadAsync(request.Pages![0], request.PageToken!, cancellationToken);
        var connection = new PageConnectionRequest(request.Tenant, only.Page, only.Name, only.Token, await facebook.FindPersonAsync(only.Token, cancellationToken));
        return [await sender.Send(new ConnectPage(connection, request.Welcome), cancellationToken)];
    }
}
