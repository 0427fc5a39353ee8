using GptMessenger.Application.Audit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace GptMessenger.Api.Console.SignIn;

/// <summary>Says for everything that an open page makes happen who did it.</summary>
internal sealed class ActingUser(Acting acting, AuthenticationStateProvider authentication) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        // Who is signed out by now has no page left that could act; were there one, it is not to go unwritten.
        acting.As(ConsoleUser.Of((await authentication.GetAuthenticationStateAsync()).User)?.Name ?? "nobody signed in");
        await next(context);
    };
}
