using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace GptMessenger.Api.Shopify;

/// <summary>Where Shopify delivers: checks that it is Shopify, keeps what it says, answers 200, and works later. Shopify waits 5 seconds.</summary>
internal static partial class ShopifyWebhook
{
    public const string Path = "/shopify/webhook";

    /// <summary>A product with 2,048 forms has some 2 MB.</summary>
    private const int MaxBody = 8 * 1024 * 1024;

    private static readonly object Success = new { status = "success" };

    public static void MapShopifyWebhook(this IEndpointRouteBuilder routes) => routes.MapPost(Path, ReceiveAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBody));

    private static async Task<IResult> ReceiveAsync(
        HttpRequest request, ShopifyAppOptions app, ISender sender, TimeProvider clock, ILogger<ShopNotice> logger, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body;
        try
        {
            body = await WholeBody.ReadAsync(request, cancellationToken);
        }
        catch (BadHttpRequestException e)
        {
            return Problem(e.StatusCode, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? "The body is larger than 8 MiB." : "The body did not arrive whole.");
        }

        if (!ShopifySignature.IsValid(request.Headers[ShopifySignature.Header], body.Span, app.Secrets))
        {
            LogRefused(logger);
            return Problem(StatusCodes.Status401Unauthorized, $"{ShopifySignature.Header} is no signature of this body by the app.");
        }

        if (!ShopDomain.TryParse(request.Headers["X-Shopify-Shop-Domain"], out var shop))
        {
            return Problem(StatusCodes.Status400BadRequest, "X-Shopify-Shop-Domain is no shop's address.");
        }

        string topic = ForLog(request.Headers["X-Shopify-Topic"]);
        if (Read(request, body, topic, clock) is not { } notice)
        {
            LogUnknown(logger, shop, topic);
            return TypedResults.Ok(Success);
        }

        try
        {
            var receipt = await sender.Send(new NoteShopNotice(shop, notice), cancellationToken);
            LogReceived(logger, shop, topic, receipt);
            return TypedResults.Ok(Success);
        }
        catch (Exception e) when (e is StoreUnavailableException or UnreadableFileException)
        {
            LogNotKept(logger, shop, topic, e.Message);
            return Problem(StatusCodes.Status503ServiceUnavailable, "It could not be kept. Deliver it again.");
        }
    }

    private static ShopNotice? Read(HttpRequest request, ReadOnlyMemory<byte> body, string topic, TimeProvider clock)
    {
        try
        {
            using var payload = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MessengerJson.MaxDepth });
            return ShopifyNotice.Read(topic, request.Headers["X-Shopify-Webhook-Id"], request.Headers["X-Shopify-Triggered-At"], payload.RootElement, clock.GetUtcNow());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string ForLog(string? topic) => topic is { Length: > 0 and <= 64 } && topic.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_') ? topic : "(no topic)";

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    [LoggerMessage(LogLevel.Warning, "A delivery to /shopify/webhook was refused: its signature is missing or wrong. If it was Shopify's, SHOPIFY_API_SECRET is not the app's secret")]
    private static partial void LogRefused(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "{Shop} sends {Topic}, which is about nothing that is kept here or cannot be read: it is ignored")]
    private static partial void LogUnknown(ILogger logger, ShopDomain shop, string topic);

    [LoggerMessage(LogLevel.Debug, "{Shop} sends {Topic}: {Receipt}")]
    private static partial void LogReceived(ILogger logger, ShopDomain shop, string topic, NoticeReceipt receipt);

    [LoggerMessage(LogLevel.Error, "{Topic} of {Shop} could not be kept, Shopify delivers it again: {Reason}")]
    private static partial void LogNotKept(ILogger logger, ShopDomain shop, string topic, string reason);
}
