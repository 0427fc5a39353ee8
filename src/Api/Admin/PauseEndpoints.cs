using System.Globalization;
using System.Text.Json;
using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using MediatR;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GptMessenger.Api.Admin;

/// <summary>A person steps into a conversation, and leaves it to the bot again.</summary>
internal static class PauseEndpoints
{
    private const int MaxBody = 4096;

    public static void MapPauses(this IEndpointRouteBuilder admin)
    {
        var conversation = admin.MapGroup("/conversations/{tenant}/{channel}/{page}/{sender}");
        conversation.MapPost("/pause", PauseAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBody));
        conversation.MapPost("/resume", ResumeAsync);
    }

    private static async Task<IResult> PauseAsync(
        string tenant, string channel, string page, string sender, HttpRequest request, ISender commands, CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse($"{tenant}/{channel}/{page}/{sender}", out var id))
        {
            return AdminEndpoints.NoConversation();
        }

        try
        {
            int? minutes = await MinutesAsync(request, cancellationToken);
            return await commands.Send(new PauseBot(id, minutes), cancellationToken) is { } until ? Paused(id, until) : NotConnected(id);
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or BadHttpRequestException)
        {
            return TypedResults.Problem("minutes should be a whole number: ?minutes=30, or the body {\"minutes\":30}.", statusCode: StatusCodes.Status400BadRequest);
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

    private static async Task<IResult> ResumeAsync(string tenant, string channel, string page, string sender, ISender commands, CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse($"{tenant}/{channel}/{page}/{sender}", out var id))
        {
            return AdminEndpoints.NoConversation();
        }

        try
        {
            return await commands.Send(new ResumeBot(id), cancellationToken) ? Paused(id, until: null) : NotConnected(id);
        }
        catch (StoreUnavailableException e)
        {
            return AdminEndpoints.Unavailable(e);
        }
    }

    /// <summary>From the address, or from the body where there is one; null: it says nothing of it.</summary>
    private static async Task<int?> MinutesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Query["minutes"] is [{ } text])
        {
            return int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true)
        {
            return null;
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.Length == 0 ? null : JsonSerializer.Deserialize<PauseBody>(body.GetBuffer().AsSpan(0, (int)body.Length), JsonSerializerOptions.Web)?.Minutes;
    }

    private static Ok<PauseState> Paused(ConversationId id, DateTimeOffset? until) =>
        TypedResults.Ok(new PauseState(id.ToString(), until is not null, AdminEndpoints.Time(until)));

    private static ProblemHttpResult NotConnected(ConversationId id) =>
        TypedResults.Problem($"Tenant {id.Tenant} has no connected page {id.Page} on {id.Channel.Folder()}.", statusCode: StatusCodes.Status404NotFound);

    private sealed record PauseBody(int? Minutes);

    private sealed record PauseState(string Conversation, bool Paused, string? PausedUntil);
}
