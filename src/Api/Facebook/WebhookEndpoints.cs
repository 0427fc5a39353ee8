using System.Buffers;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GptMessenger.Application.Conversations;
using Microsoft.AspNetCore.Mvc;

namespace GptMessenger.Api.Facebook;

/// <summary>Where Meta delivers: checks that it is Meta, and answers 200 when everything delivered is durable.</summary>
internal static class WebhookEndpoints
{
    public const string Path = "/facebook/webhook";

    /// <summary>Meta documents no limit for Messenger; the largest payload documented for any of its products is 3 MB.</summary>
    private const int MaxBody = 4 * 1024 * 1024;

    private const int MaxChallenge = 256;
    private static readonly SearchValues<char> ChallengeCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
    private static readonly object Success = new { status = "success" };

    public static IServiceCollection AddFacebookWebhook(this IServiceCollection services, WebhookOptions options) =>
        services.AddSingleton(options).AddSingleton<WebhookDispatcher>().AddOverload(options.Limits);

    public static void MapFacebookWebhook(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Verify);
        routes.MapPost(Path, ReceiveAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBody)).LimitConcurrency();
    }

    private static IResult Verify(
        [FromQuery(Name = "hub.mode")] string? mode, [FromQuery(Name = "hub.challenge")] string? challenge,
        [FromQuery(Name = "hub.verify_token")] string? token, WebhookOptions options)
    {
        if (mode is null || challenge is null || token is null)
        {
            return Problem(StatusCodes.Status400BadRequest, "hub.mode, hub.challenge and hub.verify_token are needed.");
        }

        if (mode != "subscribe" || !IsSame(token, options.VerifyToken))
        {
            return Problem(StatusCodes.Status403Forbidden, "The verify token is not the one in FACEBOOK_VERIFY_TOKEN, or hub.mode is not 'subscribe'.");
        }

        return challenge.Length is > 0 and <= MaxChallenge && !challenge.AsSpan().ContainsAnyExcept(ChallengeCharacters)
            ? TypedResults.Text(challenge, MediaTypeNames.Text.Plain)
            : Problem(StatusCodes.Status400BadRequest, "hub.challenge is not a challenge.");
    }

    private static async Task<IResult> ReceiveAsync(
        HttpRequest request, WebhookOptions options, WebhookDispatcher dispatcher, Overload overload, CancellationToken cancellationToken)
    {
        if (overload.Refusal() is { } reason)
        {
            return OverloadServices.Refuse(request.HttpContext, reason);
        }

        if (!request.HasJsonContentType())
        {
            return Problem(StatusCodes.Status415UnsupportedMediaType, "The body must be application/json.");
        }

        ReadOnlyMemory<byte> body;
        try
        {
            body = await WholeBody.ReadAsync(request, cancellationToken);
        }
        catch (BadHttpRequestException e)
        {
            return Problem(e.StatusCode, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? "The body is larger than 4 MiB." : "The body did not arrive whole.");
        }

        var check = WebhookSignature.Check(request.Headers[WebhookSignature.Header], body.Span, options.AppSecrets);
        if (check != SignatureCheck.Valid)
        {
            dispatcher.NoteRefused(check);
            return Problem(StatusCodes.Status403Forbidden, $"{WebhookSignature.Header} is {check switch
            {
                SignatureCheck.Missing => "missing",
                SignatureCheck.Malformed => "not 'sha256=' and 64 hex digits",
                _ => "not a signature of this body by the app",
            }}.");
        }

        WebhookPayload payload;
        try
        {
            payload = WebhookPayload.Parse(body, "page");
        }
        catch (Exception e) when (e is JsonException or ForeignObjectException)
        {
            return Problem(StatusCodes.Status400BadRequest, e is JsonException { LineNumber: { } line, BytePositionInLine: { } at }
                ? $"The body is not JSON: line {line + 1}, byte {at + 1}."
                : e.Message);
        }

        try
        {
            await dispatcher.DispatchAsync(payload, cancellationToken);
            return TypedResults.Ok(Success);
        }
        catch (StoreUnavailableException)
        {
            request.HttpContext.Response.Headers.RetryAfter = "5";
            return Problem(StatusCodes.Status503ServiceUnavailable, "Not everything could be stored. Deliver it again: what is stored already is recognised.");
        }
    }

    private static bool IsSame(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
