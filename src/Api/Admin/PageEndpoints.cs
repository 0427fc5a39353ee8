using System.Text.Json;
using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GptMessenger.Api.Admin;

/// <summary>A tenant's pages. Tokens come in here, and none ever goes out.</summary>
internal static class PageEndpoints
{
    private const int MaxBody = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, MaxDepth = 8 };

    public static void MapPages(this IEndpointRouteBuilder admin)
    {
        var pages = admin.MapGroup("/users/{tenant}/facebook/pages");
        pages.MapGet("", ListAsync);
        pages.MapPost("", ConnectAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBody));
        pages.MapDelete("/{page}", DisconnectAsync);
        pages.MapPost("/{page}/check", CheckAsync);
        pages.MapPost("/{page}/pause", (string tenant, string page, ISender sender, CancellationToken cancellationToken) => PauseAsync(tenant, page, isPaused: true, sender, cancellationToken));
        pages.MapPost("/{page}/resume", (string tenant, string page, ISender sender, CancellationToken cancellationToken) => PauseAsync(tenant, page, isPaused: false, sender, cancellationToken));
    }

    private static async Task<IResult> ListAsync(string tenant, ISender sender, CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(tenant, out var owner))
        {
            return NoTenant();
        }

        try
        {
            return TypedResults.Ok(new { pages = (await sender.Send(new ListPages(owner), cancellationToken)).Select(Shown) });
        }
        catch (StoreUnavailableException e)
        {
            return AdminEndpoints.Unavailable(e);
        }
    }

    private static object Shown(PageStanding standing) => new
    {
        page = standing.Page.Page.Value,
        name = standing.Page.Name,
        connectedAt = AdminEndpoints.Time(standing.Page.ConnectedAt),
        hasToken = standing.Page.HasToken,
        pausedSince = AdminEndpoints.Time(standing.PausedSince),
        lastIn = AdminEndpoints.Time(standing.Last.LastIn),
        lastOut = AdminEndpoints.Time(standing.Last.LastOut),
        health = standing.Health is not { } health ? null : new
        {
            state = health.State switch
            {
                PageState.Healthy => "healthy",
                PageState.AtRisk => "at-risk",
                PageState.Broken => "broken",
                _ => throw new InvalidOperationException($"{health.State} has no name."),
            },
            problems = health.Problems,
            checkedAt = AdminEndpoints.Time(health.CheckedAt),
            since = AdminEndpoints.Time(health.Since),
            repairedAt = AdminEndpoints.Time(health.RepairedAt),
        },
    };

    private static async Task<IResult> CheckAsync(string tenant, string page, ISender sender, CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(tenant, out var owner) || !PageId.TryParse(page, out var id))
        {
            return NoTenant();
        }

        return await sender.Send(new RequestCheck(owner, id), cancellationToken)
            ? TypedResults.Accepted((string?)null)
            : TypedResults.Problem($"Page {id} is none of tenant {owner}'s.", statusCode: StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> PauseAsync(string tenant, string page, bool isPaused, ISender sender, CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(tenant, out var owner) || !PageId.TryParse(page, out var id))
        {
            return NoTenant();
        }

        try
        {
            return await sender.Send(new PausePage(owner, id, isPaused), cancellationToken)
                ? TypedResults.Ok(new { page = id.Value, paused = isPaused })
                : TypedResults.Problem($"Page {id} is none of tenant {owner}'s.", statusCode: StatusCodes.Status404NotFound);
        }
        catch (StoreUnavailableException e)
        {
            return AdminEndpoints.Unavailable(e);
        }
    }

    private static async Task<IResult> ConnectAsync(string tenant, HttpRequest request, ISender sender, CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(tenant, out var owner))
        {
            return NoTenant();
        }

        try
        {
            if (await CommandAsync(owner, request, cancellationToken) is not { } command)
            {
                return NoBody();
            }

            var results = await sender.Send(command, cancellationToken);
            return TypedResults.Ok(new { pages = results.Select(result => new { page = result.Page.Value, connected = result.IsConnected, problems = result.Problems }) });
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            return NoBody();
        }
        catch (LoginRefusedException e)
        {
            return TypedResults.Problem($"{e.Message} Nothing was connected.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (ValidationException e)
        {
            return AdminEndpoints.Invalid(e);
        }
        catch (StoreUnavailableException e)
        {
            return AdminEndpoints.Unavailable(e);
        }
    }

    private static async Task<IResult> DisconnectAsync(string tenant, string page, ISender sender, CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(tenant, out var owner) || !PageId.TryParse(page, out var id))
        {
            return NoTenant();
        }

        try
        {
            return await sender.Send(new DisconnectPage(owner, id), cancellationToken)
                ? TypedResults.NoContent()
                : TypedResults.Problem($"Tenant {owner} has not connected page {id} through the product.", statusCode: StatusCodes.Status404NotFound);
        }
        catch (StoreUnavailableException e)
        {
            return AdminEndpoints.Unavailable(e);
        }
    }

    /// <returns>Null: the body says neither or both.</returns>
    private static async Task<ConnectWithToken?> CommandAsync(TenantId tenant, HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonSerializer.DeserializeAsync<ConnectBody>(request.Body, Json, cancellationToken);
        var welcome = body is null or { Greeting: null, GetStarted: false, IceBreakers: null } ? null : new MessengerWelcome(body.Greeting, body.GetStarted, [.. (body.IceBreakers ?? []).OfType<string>()]);
        if (body is { UserToken: { } user, PageToken: null, PageId: null })
        {
            var pages = body.Pages?.Select(text => PageId.TryParse(text, out var id) ? id : throw new JsonException("That is no page's id.")).ToList();
            return new ConnectWithToken(tenant, new AccessToken(user), PageToken: null, pages, welcome);
        }

        return body is { UserToken: null, PageToken: { } token, Pages: null } && PageId.TryParse(body.PageId, out var page)
            ? new ConnectWithToken(tenant, UserToken: null, new AccessToken(token), [page], welcome)
            : null;
    }

    private static ProblemHttpResult NoBody() => TypedResults.Problem(
        "The body should be {\"user_token\":\"…\",\"pages\":[\"…\"]} (pages may be left out: all) or {\"page_id\":\"…\",\"page_token\":\"…\"}; \"greeting\", \"get_started\" and \"ice_breakers\" may be added.",
        statusCode: StatusCodes.Status400BadRequest);

    private static ProblemHttpResult NoTenant() => TypedResults.Problem(
        "Tenant and page should each be up to 128 letters, digits, '.', '_' and '-'.", statusCode: StatusCodes.Status400BadRequest);

    private sealed record ConnectBody(
        string? UserToken, string[]? Pages, string? PageId, string? PageToken, string? Greeting, bool GetStarted, string[]? IceBreakers)
    {
        /// <summary>Without the tokens: a record would print them.</summary>
        public override string ToString() => nameof(ConnectBody);
    }
}
