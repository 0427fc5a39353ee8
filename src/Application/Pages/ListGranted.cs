using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>What the owner may choose from, without the tokens.</summary>
/// <returns>Null: the login is over.</returns>
public sealed record ListGranted(LoginId Login) : IRequest<IReadOnlyList<OfferedPage>?>;

internal sealed class ListGrantedHandler(IPendingLogins logins) : IRequestHandler<ListGranted, IReadOnlyList<OfferedPage>?>
{
    public async Task<IReadOnlyList<OfferedPage>?> Handle(ListGranted request, CancellationToken cancellationToken) =>
        await logins.ReadAsync(request.Login, cancellationToken) is { } granted
            ? [.. granted.Pages.Select(page => new OfferedPage(page.Page, page.Name, page.MayMessage))]
            : null;
}

/// <param name="Page">The page.</param>
/// <param name="Name">As Facebook has it.</param>
/// <param name="MayMessage">False: the owner has no right to answer messages there, so it cannot be chosen.</param>
public sealed record OfferedPage(PageId Page, string? Name, bool MayMessage);
