using System.Text.Json;
using FluentValidation;
using GptMessenger.Application.Alerts;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GptMessenger.Api.Admin;

/// <summary>Where a tenant hears that somebody needs a person.</summary>
internal static class AlertEndpoints
{
    private const int MaxBody = 16 * 1024;

    public static void MapAlerts(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/users/{tenant}/alerts", ReadAsync);
        admin.MapPut("/users/{tenant}/alerts", WriteAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBody));
    }

    private static Task<IResult> ReadAsync(string tenant, ISender commands, CancellationToken cancellationToken) =>
        WithTenantAsync(tenant, async id => TypedResults.Ok(Shown(await commands.Send(new ReadAlertSettings(id), cancellationToken))));

    private static Task<IResult> WriteAsync(string tenant, HttpRequest request, ISender commands, CancellationToken cancellationToken) => WithTenantAsync(tenant, async id =>
    {
        var body = await JsonSerializer.DeserializeAsync<AlertBody>(request.Body, JsonSerializerOptions.Web, cancellationToken);
        Uri? webhook = null;
        if (body is null || (body.Webhook is { Length: > 0 } address && !Uri.TryCreate(address, UriKind.Absolute, out webhook)))
        {
            return Bad();
        }

        return await commands.Send(new SetAlertSettings(id, new AlertSettings(webhook, body.Emails ?? []), body.Secret), cancellationToken) switch
        {
            SetAlerts.LacksSecret => Problem("secret is missing. It signs what the webhook gets; send one along."),
            SetAlerts.CannotMail => Problem("emails cannot be used: no mail server is configured. Set SMTP_HOST and SMTP_FROM."),
            _ => TypedResults.Ok(Shown(await commands.Send(new ReadAlertSettings(id), cancellationToken))),
        };
    });

    private static async Task<IResult> WithTenantAsync(string tenant, Func<TenantId, Task<IResult>> work)
    {
        if (!TenantId.TryParse(tenant, out var id))
        {
            return Problem("That is no tenant.");
        }

        try
        {
            return await work(id);
        }
        catch (JsonException)
        {
            return Bad();
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

    private static ProblemHttpResult Bad() => Problem("Send {\"webhook\":\"https://…\",\"secret\":\"…\",\"emails\":[\"…\"]}; what is left out is nowhere, but a secret that is there stays.");

    private static ProblemHttpResult Problem(string text) => TypedResults.Problem(text, statusCode: StatusCodes.Status400BadRequest);

    private static object Shown(AlertSettingsShown shown) =>
        new { webhook = shown.Settings.Webhook?.OriginalString, hasSecret = shown.HasSecret, emails = shown.Settings.Emails, canMail = shown.CanMail };

    private sealed record AlertBody(string? Webhook, string? Secret, IReadOnlyList<string>? Emails);
}
