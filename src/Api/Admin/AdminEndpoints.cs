using System.Globalization;
using FluentValidation;
using GptMessenger.Application.Conversations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GptMessenger.Api.Admin;

/// <summary>What a person may see and do, with the key.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this WebApplication app)
    {
        app.UseAdminGate();
        var admin = app.MapGroup(AdminGate.Path);
        admin.MapTurns();
        admin.MapPauses();
        admin.MapCustomers();
        admin.MapProducts();
        admin.MapPages();
        admin.MapShops();
        admin.MapInbox();
        admin.MapAlerts();
        admin.MapNumbers();
        admin.MapPrompt();
    }

    public static ProblemHttpResult Invalid(ValidationException e) =>
        TypedResults.Problem(string.Join(' ', e.Errors.Select(error => error.ErrorMessage)), statusCode: StatusCodes.Status400BadRequest);

    public static ProblemHttpResult NoConversation() => TypedResults.Problem(
        "That names no conversation: /admin/conversations/<tenant>/facebook/<page>/<sender>, each of up to 128 letters, digits, '.', '_' and '-'.",
        statusCode: StatusCodes.Status400BadRequest);

    public static ProblemHttpResult Unavailable(StoreUnavailableException e) =>
        TypedResults.Problem($"That may not have been done, try again. {e.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);

    /// <summary>To the millisecond, and fit for an address as it is.</summary>
    public static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
