using System.Globalization;
using GptMessenger.Api.Connect;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace GptMessenger.Api.Facebook;

/// <summary>Meta's callbacks for an account that takes its permission back or wants to be forgotten, and the page that shows how far that is.</summary>
internal static class PrivacyEndpoints
{
    private const string Status = "/facebook/deletion/";
    private const int MaxForm = 16 * 1024;
    private const int CodeLength = 32;

    public static void MapPrivacy(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/facebook/data-deletion", AcceptAsync).WithMetadata(new RequestSizeLimitAttribute(MaxForm));
        routes.MapPost("/facebook/deauthorize", AcceptAsync).WithMetadata(new RequestSizeLimitAttribute(MaxForm));
        routes.MapGroup(Status).AsPlainPages().MapGet("{code}", ShowAsync);
    }

    private static async Task<IResult> AcceptAsync(HttpRequest request, WebhookOptions webhook, ConnectOptions connect, ISender sender, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            return TypedResults.Problem("The body should be a form with the field signed_request.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            var form = await request.ReadFormAsync(cancellationToken);
            if (SignedRequest.Read(form["signed_request"], webhook.AppSecrets) is not { } signed)
            {
                return TypedResults.Problem("signed_request is missing, or not signed by the app.", statusCode: StatusCodes.Status403Forbidden);
            }

            await sender.Send(new AcceptDeletion(signed.Code, signed.Person), cancellationToken);
            string url = connect.Of(Status + signed.Code)?.AbsoluteUri ?? $"https://{request.Host}{Status}{signed.Code}";
            return TypedResults.Json(new Confirmation(url, signed.Code));
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException)
        {
            return TypedResults.Problem("The form is too large, or did not arrive whole.", statusCode: StatusCodes.Status400BadRequest);
        }
        catch (StoreUnavailableException)
        {
            request.HttpContext.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem("It could not be stored. Send it again.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> ShowAsync(string code, ISender sender, CancellationToken cancellationToken)
    {
        try
        {
            return code.Length == CodeLength && code.All(char.IsAsciiHexDigitLower) && await sender.Send(new ReadDeletion(code), cancellationToken) is { } deletion
                ? ConnectHtml.Page(deletion.Done is { } done
                    ? ConnectHtml.Message("Deleted", $"Received {Time(deletion.Received)}, done {Time(done)}: the access tokens of the pages that this account connected, and the link to the account, are deleted. Messages of the pages' customers belong to the shops and are deleted by them.")
                    : ConnectHtml.Message("Under way", $"Received {Time(deletion.Received)}. It is usually done within minutes."))
                : ConnectHtml.Page(ConnectHtml.Message("Unknown", "There is no request with this code."), StatusCodes.Status404NotFound);
        }
        catch (Exception e) when (e is StoreUnavailableException or UnreadableFileException)
        {
            return ConnectHtml.Page(ConnectHtml.Message("Not now", "The state of this request cannot be read. Come again later."), StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private sealed record Confirmation(
        [property: System.Text.Json.Serialization.JsonPropertyName("url")] string Url,
        [property: System.Text.Json.Serialization.JsonPropertyName("confirmation_code")] string ConfirmationCode);
}
