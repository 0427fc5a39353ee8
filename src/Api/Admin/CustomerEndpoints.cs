using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Customers;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Api.Admin;

/// <summary>What is kept of one customer: to be handed out, and to be forgotten.</summary>
internal static class CustomerEndpoints
{
    public static void MapCustomers(this IEndpointRouteBuilder admin)
    {
        var conversation = admin.MapGroup("/conversations/{tenant}/{channel}/{page}/{sender}");
        conversation.MapGet("/export", ExportAsync);
        conversation.MapDelete("", EraseAsync);
    }

    private static async Task<IResult> ExportAsync(
        string tenant, string channel, string page, string sender, HttpResponse response, ISender commands, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse($"{tenant}/{channel}/{page}/{sender}", out var id))
        {
            return AdminEndpoints.NoConversation();
        }

        try
        {
            if (await commands.Send(new ExportCustomer(id), cancellationToken) is not { } export)
            {
                return TypedResults.Problem($"Nothing is known of {id}.", statusCode: StatusCodes.Status404NotFound);
            }

            response.Headers.ContentDisposition = $"attachment; filename=\"{id.Page}-{id.Sender}.json\"";
            return TypedResults.Ok(Shown(id, export, clock.GetUtcNow()));
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

    private static async Task<IResult> EraseAsync(string tenant, string channel, string page, string sender, ISender commands, CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse($"{tenant}/{channel}/{page}/{sender}", out var id))
        {
            return AdminEndpoints.NoConversation();
        }

        try
        {
            return TypedResults.Ok(new { conversation = id.ToString(), removed = await commands.Send(new EraseCustomer(id), cancellationToken) });
        }
        catch (StoreUnavailableException e)
        {
            return AdminEndpoints.Unavailable(e);
        }
    }

    public static object Shown(ConversationId id, CustomerExport export, DateTimeOffset at) => new
    {
        conversation = id.ToString(),
        exportedAt = AdminEndpoints.Time(at),
        files = export.Files.Select(Shown),
        turns = export.Turns.Select(TurnEndpoints.Shown),
        inbox = export.Row is { } row ? InboxEndpoints.Shown(row) : null,
        answersCounted = export.Answers is { } answers ? new { since = AdminEndpoints.Time(answers.Since), answers.Answers } : null,
    };

    /// <summary>As JSON where it is some.</summary>
    private static object Shown(CustomerFile file)
    {
        try
        {
            return new { key = file.Key, content = JsonSerializer.Deserialize<JsonElement>(file.Content.Span) };
        }
        catch (JsonException)
        {
            return new { key = file.Key, damaged = Convert.ToBase64String(file.Content.Span) };
        }
    }
}
