using System.Globalization;
using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Api.Admin;

/// <summary>What the bot knows of a shop, searched as it searches.</summary>
internal static class ProductEndpoints
{
    private const int DefaultLimit = 8;

    public static void MapProducts(this IEndpointRouteBuilder admin) => admin.MapGet("/users/{tenant}/products", SearchAsync);

    private static async Task<IResult> SearchAsync(string tenant, string? query, string? limit, ISender sender, CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(tenant, out var owner))
        {
            return TypedResults.Problem("That names no tenant: up to 128 letters, digits, '.', '_' and '-'.", statusCode: StatusCodes.Status400BadRequest);
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
}
