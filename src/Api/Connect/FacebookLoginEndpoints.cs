using FluentValidation;
using GptMessenger.Api.Console.SignIn;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using MediatR;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace GptMessenger.Api.Connect;

/// <summary>An owner's way to Facebook and back: Facebook's dialog, choice of pages.</summary>
internal static class FacebookLoginEndpoints
{
    public const string Path = "/connect/facebook";
    public const string Cookie = "gptm-connect";

    private const string Callback = "/callback";
    private const string Pages = "/pages";
    private const int MaxForm = 64 * 1024;
    private const int MaxCode = 4096;

    public static void MapFacebookLogin(this IEndpointRouteBuilder connect)
    {
        connect.MapGet("", Begin).RequireAuthorization(owner => owner.RequireRole(Roles.Owner));
        connect.MapGet(Callback, ReturnAsync);
        connect.MapGet(Pages, OfferAsync);
        connect.MapPost(Pages, ChooseAsync).WithMetadata(new RequestSizeLimitAttribute(MaxForm));
    }

    /// <summary>A link and no redirect: the owner reads first what Facebook is going to ask.</summary>
    private static IResult Begin(HttpContext context) =>
        Dialog(context, ConsoleUser.Of(context.User)!.Tenant) is { } dialog ? ConnectHtml.Page(ConnectHtml.GoToFacebook(dialog)) : NoAddress();

    private static async Task<IResult> ReturnAsync(
        HttpContext context, string? state, string? code, string? error, LoginTickets tickets, ConnectOptions options, ISender sender)
    {
        if (tickets.Read(context.Request.Cookies[Cookie]) is not { } ticket || !tickets.Belongs(state, ticket) || options.Of(Path + Callback) is not { } redirect)
        {
            return Stale();
        }

        if (error is not null || code is not { Length: > 0 and <= MaxCode })
        {
            context.Response.Cookies.Delete(Cookie, CookieFor(options));
            return ConnectHtml.Page(ConnectHtml.Message("Nothing was connected", "You did not let us, or Facebook said no. Nothing was stored; you can begin again at any time."));
        }

        return await AnswerAsync(async () => await sender.Send(new TakeUpLogin(ticket.Login, code, ticket.Verifier, redirect), context.RequestAborted)
            ? Results.Redirect($"{context.Request.PathBase}{Path}{Pages}")
            : Stale());
    }

    private static Task<IResult> OfferAsync(HttpContext context, LoginTickets tickets, IAntiforgery forgery, ISender sender) => AnswerAsync(async () =>
        tickets.Read(context.Request.Cookies[Cookie]) is { } ticket && await sender.Send(new ListGranted(ticket.Login), context.RequestAborted) is { } pages
            ? ConnectHtml.Page(ConnectHtml.Choose(Path + Pages, pages, forgery.GetAndStoreTokens(context)))
            : Stale());

    private static async Task<IResult> ChooseAsync(HttpContext context, LoginTickets tickets, IAntiforgery forgery, ConnectOptions options, ISender sender)
    {
        if (!await forgery.IsRequestValidAsync(context) || tickets.Read(context.Request.Cookies[Cookie]) is not { } ticket)
        {
            return Stale();
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var pages = form["page"].Select(text => PageId.TryParse(text, out var page) ? page : (PageId?)null).OfType<PageId>().ToList();
        return await AnswerAsync(async () =>
        {
            if (await sender.Send(new ChoosePages(ticket.Login, ticket.Tenant, pages, Welcome(form)), context.RequestAborted) is not { } results)
            {
                return Stale();
            }

            context.Response.Cookies.Delete(Cookie, CookieFor(options));
            return ConnectHtml.Page(ConnectHtml.Done(results));
        });
    }

    private static MessengerWelcome? Welcome(IFormCollection form) => form["welcome"] != "on" ? null : new MessengerWelcome(
        form["greeting"].ToString().Trim() is { Length: > 0 } greeting ? greeting : null, form["get_started"] == "on",
        [.. form["question"].Select(question => question!.Trim()).Where(question => question.Length > 0)]);

    private static Uri? Dialog(HttpContext context, TenantId tenant)
    {
        var (tickets, options) = (context.RequestServices.GetRequiredService<LoginTickets>(), context.RequestServices.GetRequiredService<ConnectOptions>());
        if (options.Of(Path + Callback) is not { } redirect)
        {
            return null;
        }

        var ticket = tickets.Begin(tenant);
        context.Response.Cookies.Append(Cookie, tickets.Cookie(ticket), CookieFor(options));
        return context.RequestServices.GetRequiredService<IFacebookLogin>().Dialog(tickets.State(ticket), ticket.Challenge, redirect);
    }

    // Lax: it must come along when Facebook sends the browser back.
    private static CookieOptions CookieFor(ConnectOptions options) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = options.IsHttps, Path = Path, MaxAge = LoginId.Lifetime, IsEssential = true,
    };

    private static async Task<IResult> AnswerAsync(Func<Task<IResult>> act)
    {
        try
        {
            return await act();
        }
        catch (LoginRefusedException e)
        {
            return ConnectHtml.Page(ConnectHtml.Message("Facebook said no", $"{e.Message} Nothing was connected; begin again."), StatusCodes.Status502BadGateway);
        }
        catch (ValidationException e)
        {
            return ConnectHtml.Page(ConnectHtml.Message("Not like that", string.Join(' ', e.Errors.Select(error => error.ErrorMessage))), StatusCodes.Status400BadRequest);
        }
        catch (Exception e) when (e is StoreUnavailableException or UnreadableFileException)
        {
            return ConnectHtml.Page(ConnectHtml.Message("Not now", "The store did not take it. That may not have been done; begin again."), StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult Stale() => ConnectHtml.Page(
        ConnectHtml.Message("Begin again", "This answer does not belong to a login that was begun in this browser within the last ten minutes, or it was used before."),
        StatusCodes.Status400BadRequest);

    private static IResult NoAddress() => ConnectHtml.Page(
        ConnectHtml.Message("Not set up", "PUBLIC_URL is not set: Facebook would not know where to send you back."), StatusCodes.Status503ServiceUnavailable);
}
