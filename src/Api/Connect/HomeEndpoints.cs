using System.Net;
using System.Text.Json;
using FluentValidation;
using GptMessenger.Api.Admin;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Customers;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using MediatR;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace GptMessenger.Api.Connect;

/// <summary>An owner's way in, and the page from which everything is connected.</summary>
internal static class HomeEndpoints
{
    public const string Path = "/connect";

    private const int MaxForm = 64 * 1024;
    private const int MaxPart = 16 * 1024;

    public static void MapHome(this IEndpointRouteBuilder connect)
    {
        connect.MapGet("", ShowAsync);
        connect.MapPost("/enter", EnterAsync).WithMetadata(new RequestSizeLimitAttribute(MaxForm));
        connect.MapPost("/leave", LeaveAsync).WithMetadata(new RequestSizeLimitAttribute(MaxForm));
        connect.MapPost("/page", DisconnectAsync).WithMetadata(new RequestSizeLimitAttribute(MaxForm));
        connect.MapPost("/shop", ShopAsync).WithMetadata(new RequestSizeLimitAttribute(MaxForm));
        connect.MapPost("/customer", CustomerAsync).WithMetadata(new RequestSizeLimitAttribute(MaxForm));
        connect.MapPost("/products", UploadAsync).WithMetadata(
            new RequestSizeLimitAttribute(ProductEndpoints.MaxFile + MaxPart), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = ProductEndpoints.MaxFile + MaxPart });
    }

    /// <summary>Whose page this is; null and an answer where nobody is signed in, or the form was not made by this page.</summary>
    public static async Task<(TenantId? Owner, IResult? Refusal)> OwnerAsync(HttpContext context)
    {
        var services = context.RequestServices;
        if (services.GetRequiredService<OwnerSession>().TenantOf(context) is not { } owner)
        {
            return (null, Results.Redirect($"{context.Request.PathBase}{Path}"));
        }

        return HttpMethods.IsPost(context.Request.Method) && !await services.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context)
            ? (null, Stale())
            : (owner, null);
    }

    public static async Task<IResult> AnswerAsync(Func<Task<IResult>> act)
    {
        try
        {
            return await act();
        }
        catch (ValidationException e)
        {
            return Told("Not like that", string.Join(' ', e.Errors.Select(error => error.ErrorMessage)), StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException e)
        {
            return Told("Not like that", "The form did not arrive whole, or is too large. Nothing was changed.", e.StatusCode);
        }
        catch (Exception e) when (e is StoreUnavailableException or UnreadableFileException)
        {
            return Told("Not now", $"The store did not take or give it; it may not have been done. Try again. {(e is UnreadableFileException ? e.Message : "")}", StatusCodes.Status503ServiceUnavailable);
        }
    }

    public static IResult Told(string title, string text, int status = StatusCodes.Status200OK) => ConnectHtml.Page(HomeHtml.Told(title, text), status);

    private static Task<IResult> ShowAsync(HttpContext context, string? tenant, OwnerSession session, IAntiforgery forgery, ISender sender) => AnswerAsync(async () =>
    {
        if (session.TenantOf(context) is not { } owner || (tenant is not null && tenant != owner.Value))
        {
            return ConnectHtml.Page(HomeHtml.Enter(tenant ?? "", forgery.GetAndStoreTokens(context), wasWrong: false));
        }

        var home = new OwnerHome(
            owner,
            await sender.Send(new ListPages(owner), context.RequestAborted),
            await sender.Send(new ShowShop(owner), context.RequestAborted),
            await sender.Send(new DescribeCatalog(owner), context.RequestAborted));
        return ConnectHtml.Page(HomeHtml.Home(home, forgery.GetAndStoreTokens(context)));
    });

    private static async Task<IResult> EnterAsync(HttpContext context, AdminKey key, EntryLimit limit, OwnerSession session, IAntiforgery forgery)
    {
        if (!await forgery.IsRequestValidAsync(context))
        {
            return Stale();
        }

        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (!limit.Allows(address))
        {
            return Told("Wait a moment", "There were too many tries from your address. Try again in a minute.", StatusCodes.Status429TooManyRequests);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        string tenant = form["tenant"].ToString().Trim();
        if (!TenantId.TryParse(tenant, out var owner) || !key.Is(form["key"].ToString()))
        {
            limit.NoteFailure(address);
            return ConnectHtml.Page(HomeHtml.Enter(tenant, forgery.GetAndStoreTokens(context), wasWrong: true), StatusCodes.Status401Unauthorized);
        }

        session.Begin(context, owner);
        return Home(context);
    }

    private static async Task<IResult> LeaveAsync(HttpContext context, OwnerSession session)
    {
        if ((await OwnerAsync(context)).Refusal is { } refusal)
        {
            return refusal;
        }

        session.End(context);
        return Home(context);
    }

    private static Task<IResult> DisconnectAsync(HttpContext context, ISender sender) => AnswerAsync(async () =>
    {
        var (owner, refusal) = await OwnerAsync(context);
        if (owner is null)
        {
            return refusal!;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return PageId.TryParse(form["page"], out var page) && await sender.Send(new DisconnectPage(owner.Value, page), context.RequestAborted)
            ? Home(context)
            : Told("Not connected here", "This page is not connected through the product: the configuration of the server names it, or it was disconnected before.", StatusCodes.Status404NotFound);
    });

    private static Task<IResult> ShopAsync(HttpContext context, ISender sender) => AnswerAsync(async () =>
    {
        var (owner, refusal) = await OwnerAsync(context);
        if (owner is null)
        {
            return refusal!;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        bool isDone = form["do"] == "sync" ? await sender.Send(new RequestShopSync(owner.Value), context.RequestAborted) : await sender.Send(new DisconnectShop(owner.Value), context.RequestAborted);
        return isDone ? Home(context) : Told("No shop", "No shop is connected.", StatusCodes.Status404NotFound);
    });

    private static Task<IResult> CustomerAsync(HttpContext context, ISender sender, TimeProvider clock) => AnswerAsync(async () =>
    {
        var (owner, refusal) = await OwnerAsync(context);
        if (owner is null)
        {
            return refusal!;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!ConversationId.TryParse($"{owner}/facebook/{form["page"]}/{form["sender"].ToString().Trim()}", out var id))
        {
            return Told("Not like that", "A customer is named by the page and by their id there (PSID): letters, digits, '.', '_' and '-'.", StatusCodes.Status400BadRequest);
        }

        if (form["do"] == "export")
        {
            return await sender.Send(new ExportCustomer(id), context.RequestAborted) is { } export
                ? Results.File(JsonSerializer.SerializeToUtf8Bytes(CustomerEndpoints.Shown(id, export, clock.GetUtcNow()), JsonSerializerOptions.Web), "application/json", $"{id.Page}-{id.Sender}.json")
                : Told("Nobody", $"Nothing is known of the customer {id.Sender} of the page {id.Page}.", StatusCodes.Status404NotFound);
        }

        if (form["sure"] != "on")
        {
            return Told("Are you sure?", "Nothing was erased: the box “I am sure” was not ticked.", StatusCodes.Status400BadRequest);
        }

        int removed = await sender.Send(new EraseCustomer(id), context.RequestAborted);
        return Told("Erased", removed == 0 ? $"Nothing was known of the customer {id.Sender} of the page {id.Page}." : $"The customer {id.Sender} of the page {id.Page} is forgotten: {removed} files and records were removed.");
    });

    private static Task<IResult> UploadAsync(HttpContext context, ISender sender) => AnswerAsync(async () =>
    {
        var (owner, refusal) = await OwnerAsync(context);
        if (owner is null)
        {
            return refusal!;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form.Files.GetFile("file") is not { Length: > 0 } file)
        {
            return Told("No file", "Choose the file that Shopify's admin exports (CSV), or a JSON file of products.", StatusCodes.Status400BadRequest);
        }

        var format = file.FileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || file.ContentType == "application/json" ? ProductFormat.Json : ProductFormat.ShopifyCsv;
        try
        {
            await using var content = file.OpenReadStream();
            var replaced = await sender.Send(new ReplaceProducts(owner.Value, content, format), context.RequestAborted);
            return Told("Products", $"{replaced.Offered} products are for sale, {replaced.Hidden} are hidden (drafts, archived, unpublished), {replaced.Skipped} were skipped because they make no sense. {(replaced.IsChanged ? "They take the place of the former ones." : "Nothing has changed.")}");
        }
        catch (UnusableProductsException e)
        {
            return Told("Not this file", e.Message, StatusCodes.Status422UnprocessableEntity);
        }
    });

    private static SeeOther Home(HttpContext context) => new SeeOther($"{context.Request.PathBase}{Path}");

    private static IResult Stale() => Told("Begin again", "This form was not made by this page for this browser, or it is old. Open the page again.", StatusCodes.Status400BadRequest);

    /// <summary>After a form: the browser gets the page, and does not send the form again when it is reloaded.</summary>
    private sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            (httpContext.Response.StatusCode, httpContext.Response.Headers.Location) = (StatusCodes.Status303SeeOther, address);
            return Task.CompletedTask;
        }
    }
}
