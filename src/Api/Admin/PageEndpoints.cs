using System.Text.Json;
using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
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
    }

    private static async Task<IResult> ListAsync(string tenant, ISender sender, CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(tenant, out var owner))
        {
            return NoTenant();
        }

        var pages = await sender.Send(new ListPages(owner), cancellationToken);
        return TypedResults.Ok(new
        {
            pages = pages.Select(page => new { page = page.Page.Value, name = page.Name, connectedAt = AdminEndpoints.Time(page.ConnectedAt), hasToken = page.HasToken }),
        });
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
