using System.Globalization;
using System.Text.Json;
using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace GptMessenger.Api.Admin;

/// <summary>What the bot knows of a shop, searched as it searches.</summary>
internal static class ProductEndpoints
{
    private const int DefaultLimit = 8;

    /// <summary>100,000 products with long descriptions have some 200 MB.</summary>
    public const long MaxFile = 512L * 1024 * 1024;

    public static void MapProducts(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/users/{tenant}/products", SearchAsync);
        admin.MapGet("/users/{tenant}/products/skipped", SkippedAsync);
        admin.MapPut("/users/{tenant}/products", ReplaceAsync).WithMetadata(new RequestSizeLimitAttribute(MaxFile));
    }

    private static async Task<IResult> SearchAsync(string tenant, string? query, string? limit, ISender sender, CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(tenant, out var owner))
        {
            return NoTenant();
        }

        int count = DefaultLimit;
        if (limit is not null && !int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count))
        {
            return TypedResults.Problem("limit should be a whole number.", statusCode: StatusCodes.Status400BadRequest);
        }

        try
        {
            var found = await sender.Send(new SearchProducts(owner, query ?? "", count), cancellationToken);
            return TypedResults.Ok(new
            {
                products = found.Matching.Zip(found.Scores, (product, score) => new { id = product.Id, title = product.Title, score }),
                total = found.Total,
                version = found.Version,
            });
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

    private static async Task<IResult> SkippedAsync(string tenant, ISender sender, CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(tenant, out var owner))
        {
            return NoTenant();
        }

        try
        {
            var (_, total, version, skipped) = await sender.Send(new DescribeCatalog(owner), cancellationToken);
            return TypedResults.Ok(new
            {
                offered = total,
                skipped = skipped.Total,
                reasons = skipped.Counts.ToDictionary(each => Word(each.Key), each => each.Value),
                products = skipped.First.Select(product => new { reference = product.Reference, title = product.Title, reason = Word(product.Reason) }),
                version,
            });
        }
        catch (StoreUnavailableException e)
        {
            return AdminEndpoints.Unavailable(e);
        }
    }

    private static string Word(SkipReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    private static async Task<IResult> ReplaceAsync(string tenant, HttpRequest request, ISender sender, CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(tenant, out var owner))
        {
            return NoTenant();
        }

        if (FormatOf(request.ContentType) is not { } format)
        {
            return TypedResults.Problem(
                "Content-Type should be text/csv for what Shopify's admin exports, or application/json for Shopify's own shapes.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            var replaced = await sender.Send(new ReplaceProducts(owner, request.Body, format), cancellationToken);
            return TypedResults.Ok(new { offered = replaced.Offered, hidden = replaced.Hidden, skipped = replaced.Skipped, changed = replaced.IsChanged });
        }
        catch (UnusableProductsException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (BadHttpRequestException e)
        {
            return TypedResults.Problem(
                e.StatusCode == StatusCodes.Status413PayloadTooLarge ? $"The file should have at most {MaxFile / (1024 * 1024)} MiB. Nothing was replaced." : "The file ended early. Nothing was replaced.",
                statusCode: e.StatusCode);
        }
        catch (StoreUnavailableException e)
        {
            return AdminEndpoints.Unavailable(e);
        }
    }

    private static ProductFormat? FormatOf(string? contentType) => !MediaTypeHeaderValue.TryParse(contentType, out var type) ? null
        : type.MediaType.Value?.ToLowerInvariant() switch
        {
            "text/csv" or "application/csv" or "application/vnd.ms-excel" => ProductFormat.ShopifyCsv,
            "application/json" => ProductFormat.Json,
            _ => null,
        };

    private static ProblemHttpResult NoTenant() =>
        TypedResults.Problem("That names no tenant: up to 128 letters, digits, '.', '_' and '-'.", statusCode: StatusCodes.Status400BadRequest);
}
