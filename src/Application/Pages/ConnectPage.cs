using FluentValidation;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>An owner hands a page to the product: its token is kept, its events are subscribed to, and what it says about itself is fetched.</summary>
/// <param name="Request">The page.</param>
/// <param name="Welcome">What customers are to see before the first word; null: what they see now.</param>
public sealed record ConnectPage(PageConnectionRequest Request, MessengerWelcome? Welcome) : IRequest<ConnectedResult>;

internal sealed class ConnectPageValidator : AbstractValidator<ConnectPage>
{
    private const int MaxName = 1000;

    public ConnectPageValidator()
    {
        RuleFor(command => command.Request.Token).Must(token => token.IsPlausible).WithMessage("That is no page access token: letters and digits, without spaces.");
        RuleFor(command => command.Request.Name).MaximumLength(MaxName);
        RuleFor(command => command.Welcome).Must(welcome => welcome!.Greeting is null or { Length: > 0 and <= MessengerWelcome.MaxGreeting })
            .WithMessage($"The greeting should have 1 to {MessengerWelcome.MaxGreeting} characters.").When(command => command.Welcome is not null);
        RuleFor(command => command.Welcome)
            .Must(welcome => welcome!.IceBreakers.Count <= MessengerWelcome.MaxIceBreakers && welcome.IceBreakers.All(question => question.Length is > 0 and <= MessengerWelcome.MaxQuestion))
            .WithMessage($"There may be {MessengerWelcome.MaxIceBreakers} questions, each of 1 to {MessengerWelcome.MaxQuestion} characters.").When(command => command.Welcome is not null);
    }
}

internal sealed class ConnectPageHandler(IPageConnections connections, IPageSubscriptions subscriptions, IPageChecks checks, ISender sender)
    : IRequestHandler<ConnectPage, ConnectedResult>
{
    public async Task<ConnectedResult> Handle(ConnectPage request, CancellationToken cancellationToken)
    {
        var (tenant, page, token) = (request.Request.Tenant, request.Request.Page, request.Request.Token);
        if (!await connections.ConnectAsync(request.Request, cancellationToken))
        {
            return new ConnectedResult(page, IsConnected: false, ["It is connected for another tenant, who has to disconnect it first."]);
        }

        // The page is ours from here on: what fails now is said, and done when the owner connects it again.
        var problems = new List<string>();
        await TryAsync("Its messages do not arrive yet, connect it again", () => subscriptions.SubscribeAsync(page, token, cancellationToken));
        if (request.Welcome is { IsEmpty: false } welcome)
        {
            await TryAsync("Greeting and questions were not set", () => subscriptions.WelcomeAsync(page, token, welcome, cancellationToken));
        }

        var connected = new ConnectedPage(tenant, Channel.Facebook, page);
        checks.Request(connected);
        await sender.Send(new RefreshPage(connected), cancellationToken);
        return new ConnectedResult(page, IsConnected: true, problems);

        async Task TryAsync(string otherwise, Func<Task> act)
        {
            try
            {
                await act();
            }
            catch (PageUnreachableException e)
            {
                problems.Add($"{otherwise}: {e.Message}");
            }
        }
    }
}

/// <param name="Page">The page.</param>
/// <param name="IsConnected">False: nothing was done.</param>
/// <param name="Problems">What did not go well, as sentences.</param>
public sealed record ConnectedResult(PageId Page, bool IsConnected, IReadOnlyList<string> Problems);
