using GptMessenger.Api.Admin;
using GptMessenger.Api.Console.SignIn;
using GptMessenger.Application.Shops;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace GptMessenger.Api.Console.Catalogue;

/// <summary>A file of products takes the place of the tenant's catalogue.</summary>
internal static class CatalogueUpload
{
    public const string Path = "/catalogue/upload";

    private const long MaxPart = 16 * 1024;

    public static void MapCatalogueUpload(this IEndpointRouteBuilder console) => console.MapPost(Path, UploadAsync).AsForm().RequireAuthorization(owner => owner.RequireRole(Roles.Owner))
        .WithMetadata(new RequestSizeLimitAttribute(ProductEndpoints.MaxFile + MaxPart), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = ProductEndpoints.MaxFile + MaxPart });

    private static async Task<IResult> UploadAsync(HttpContext context, ISender sender)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form.Files.GetFile("file") is not { Length: > 0 } file)
        {
            return FormFilter.Told("No file", "Choose the file that Shopify's admin exports (CSV), or a JSON file of products.", StatusCodes.Status400BadRequest);
        }

        var format = file.FileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || file.ContentType == "application/json" ? ProductFormat.Json : ProductFormat.ShopifyCsv;
        try
        {
            await using var content = file.OpenReadStream();
            var replaced = await sender.Send(new ReplaceProducts(ConsoleUser.Of(context.User)!.Tenant, content, format), context.RequestAborted);
            return FormFilter.Told("Products", $"{replaced.Offered} products are for sale, {replaced.Hidden} are hidden (drafts, archived, unpublished), {replaced.Skipped} were skipped because they make no sense. {(replaced.IsChanged ? "They take the place of the former ones." : "Nothing has changed.")}");
        }
        catch (UnusableProductsException e)
        {
            return FormFilter.Told("Not this file", e.Message, StatusCodes.Status422UnprocessableEntity);
        }
    }
}
