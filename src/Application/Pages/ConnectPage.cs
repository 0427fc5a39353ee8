using FluentValidation;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>An owner hands a page to the product.</summary>
/// <returns>False: it is another tenant's, who has to disconnect it first.</returns>
public sealed record ConnectPage(PageConnectionRequest Request) : IRequest<bool>;

internal sealed class ConnectPageValidator : AbstractValidator<ConnectPage>
{
    private const int MaxToken = 4096;
    private const int MaxName = 1000;

    public ConnectPageValidator()
    {
        RuleFor(command => command.Request.Token.Value)
            .Must(token => token.Length is > 0 and <= MaxToken && token.All(c => c is > ' ' and < '\x7f'))
            .WithMessage("That is no page access token: letters and digits, without spaces.");
        RuleFor(command => command.Request.Name).MaximumLength(MaxName);
    }
}

internal sealed class ConnectPageHandler(IPageConnections connections) : IRequestHandler<ConnectPage, bool>
{
    public Task<bool> Handle(ConnectPage request, CancellationToken cancellationToken) => connections.ConnectAsync(request.Request, cancellationToken);
}
