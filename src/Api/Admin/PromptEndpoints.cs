using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Prompts;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace GptMessenger.Api.Admin;

/// <summary>A tenant's prompt: read, checked, changed by whoever names what is replaced, and its versions.</summary>
internal static class PromptEndpoints
{
    /// <summary>A text of the greatest length in letters of three bytes, some of them escaped.</summary>
    public const int MaxBody = 512 * 1024;

    private const string NoOwn = "none";

    public static void MapPrompt(this IEndpointRouteBuilder admin)
    {
        var prompt = admin.MapGroup("/users/{tenant}/prompt").WithMetadata(new RequestSizeLimitAttribute(MaxBody));
        prompt.MapGet("", ShowAsync);
        prompt.MapPut("", PublishAsync);
        prompt.MapDelete("", DropAsync);
        prompt.MapPost("/check", CheckAsync);
        prompt.MapGet("/versions", VersionsAsync);
        prompt.MapGet("/versions/{version}", VersionAsync);
        prompt.MapPost("/versions/{version}/rollback", RollBackAsync);
        prompt.MapPost("/preview", PromptPreview.ServeAsync);
    }

    private static Task<IResult> ShowAsync(string tenant, HttpResponse response, ISender queries, CancellationToken cancellationToken) => WithTenantAsync(tenant, async id =>
    {
        var shown = await queries.Send(new ShowPrompt(id), cancellationToken);
        response.Headers.ETag = TagOf(shown.Version);
        return TypedResults.Ok(new
        {
            source = shown.IsOwn ? "own" : "common",
            text = shown.Text,
            inUse = shown.InUse,
            broken = shown.Broken,
            check = Shown(shown.Check),
        });
    });

    private static Task<IResult> PublishAsync(string tenant, HttpRequest request, HttpResponse response, ISender commands, CancellationToken cancellationToken) => WithTenantAsync(tenant, async id =>
    {
        if (await ReadAsync<PublishBody>(request, cancellationToken) is not { Text: { } text } body)
        {
            return Bad("Send {\"text\":\"…\",\"note\":\"…\"}; the note can be left out.");
        }

        return await ReplacingAsync(request, response, version => commands.Send<PublishedPrompt?>(new PublishPrompt(id, text, body.Note, version), cancellationToken));
    });

    private static Task<IResult> DropAsync(string tenant, HttpRequest request, HttpResponse response, ISender commands, CancellationToken cancellationToken) =>
        WithTenantAsync(tenant, id => ReplacingAsync(request, response, version => commands.Send(new DropPrompt(id, version), cancellationToken)));

    private static Task<IResult> RollBackAsync(string tenant, string version, HttpRequest request, HttpResponse response, ISender commands, CancellationToken cancellationToken) =>
        WithTenantAsync(tenant, async id => PromptVersionId.TryParse(version, out var to)
            ? await ReplacingAsync(request, response, replaced => commands.Send(new RollBackPrompt(id, to, replaced), cancellationToken))
            : NotThere());

    private static Task<IResult> CheckAsync(string tenant, HttpRequest request, ISender queries, CancellationToken cancellationToken) => WithTenantAsync(tenant, async id =>
        await ReadAsync<PublishBody>(request, cancellationToken) is { Text: { } text }
            ? TypedResults.Ok(Shown(await queries.Send(new CheckPrompt(id, text), cancellationToken)))
            : Bad("Send {\"text\":\"…\"}."));

    private static Task<IResult> VersionsAsync(string tenant, string? before, string? limit, ISender queries, CancellationToken cancellationToken) => WithTenantAsync(tenant, async id =>
    {
        int count = 20;
        if ((limit is not null && !int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count)) || (before is not null && !PromptVersionId.TryParse(before, out _)))
        {
            return Bad("limit should be a whole number, and before what the list before this one named as next.");
        }

        var history = await queries.Send(new ListPromptVersions(id, PromptVersionId.TryParse(before, out var last) ? last : null, count), cancellationToken);
        return TypedResults.Ok(new
        {
            versions = history.Versions.Select(version => Shown(version, text: null)),
            inForce = history.InForce?.Value,
            changedOutside = history.IsFromOutside,
            next = history.Next?.Value,
        });
    });

    private static Task<IResult> VersionAsync(string tenant, string version, ISender queries, CancellationToken cancellationToken) => WithTenantAsync(tenant, async id =>
        PromptVersionId.TryParse(version, out var wanted) && await queries.Send(new ReadPromptVersion(id, wanted), cancellationToken) is { } found
            ? TypedResults.Ok(Shown(found, found.Text))
            : NotThere());

    /// <summary>A change, for whoever says what it replaces.</summary>
    private static async Task<IResult> ReplacingAsync(HttpRequest request, HttpResponse response, Func<string?, Task<PublishedPrompt?>> change)
    {
        if (!IsTag(request.Headers.IfMatch, out string? replaced))
        {
            return TypedResults.Problem("Name what is replaced: If-Match with the ETag that GET gave.", statusCode: StatusCodes.Status428PreconditionRequired);
        }

        try
        {
            if (await change(replaced) is not { } published)
            {
                return NotThere();
            }

            response.Headers.ETag = TagOf(published.Version);
            return TypedResults.Ok(new { version = published.Id.Value });
        }
        catch (PromptChangedException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status412PreconditionFailed);
        }
        catch (PromptException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    public static async Task<IResult> WithTenantAsync(string tenant, Func<TenantId, Task<IResult>> work)
    {
        if (!TenantId.TryParse(tenant, out var id))
        {
            return Bad("That is no tenant's id.");
        }

        try
        {
            return await work(id);
        }
        catch (ValidationException e)
        {
            return AdminEndpoints.Invalid(e);
        }
        catch (UnreadableFileException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status500InternalServerError);
        }
        catch (StoreUnavailableException e)
        {
            return AdminEndpoints.Unavailable(e);
        }
    }

    /// <returns>Null: that is none.</returns>
    public static async Task<T?> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, JsonSerializerOptions.Web, cancellationToken);
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    public static ProblemHttpResult Bad(string says) => TypedResults.Problem(says, statusCode: StatusCodes.Status400BadRequest);

    private static ProblemHttpResult NotThere() => TypedResults.Problem("There is no such version, or no prompt of the tenant's own.", statusCode: StatusCodes.Status404NotFound);

    private static string TagOf(string? version) => $"\"{(version is null ? NoOwn : $"v{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(version))}")}\"";

    private static bool IsTag(string? header, out string? version)
    {
        version = null;
        if (!EntityTagHeaderValue.TryParse(header, out var tag) || tag.IsWeak)
        {
            return false;
        }

        string value = tag.Tag.ToString().Trim('"');
        if (value == NoOwn)
        {
            return true;
        }

        if (!value.StartsWith('v') || !Base64Url.IsValid(value.AsSpan(1)))
        {
            return false;
        }

        version = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(value.AsSpan(1)));
        return true;
    }

    private static object Shown(PromptCheck check) => new
    {
        usable = check.IsUsable,
        tokens = check.Tokens,
        contextTokens = check.ContextTokens,
        problems = check.Problems.Select(problem => new { kind = problem.Kind.ToString(), line = problem.Line, fatal = problem.IsFatal, says = problem.Says }),
    };

    private static object Shown(PromptVersion version, string? text) => new
    {
        id = version.Id.Value,
        origin = version.Origin.ToString(),
        at = AdminEndpoints.Time(version.At),
        by = version.By,
        note = version.Note,
        of = version.Of?.Value,
        confirmed = version.IsConfirmed,
        digest = PromptTemplate.Read(version.Text).Template?.Version,
        text,
    };

    private sealed record PublishBody(string? Text, string? Note);
}
