using System.Globalization;
using System.Net.Mime;
using System.Reflection;
using System.Text;

namespace GptMessenger.Api.Simulator.Storefront;

/// <summary>Serves the sample shop, so that the links in a chat lead somewhere.</summary>
internal static class StorefrontEndpoints
{
    private const int MaxQuantity = 99;

    public static void MapStorefront(this IEndpointRouteBuilder routes)
    {
        var shop = routes.MapGroup(StorefrontLinks.Path);
        shop.MapGet("/", () => Html(StorefrontPages.Home()));
        shop.MapGet("/images/{handle}.svg", (string handle) => SampleShop.Image(handle) is { } image
            ? Results.Bytes(image, MediaTypeNames.Image.Svg)
            : Results.NotFound());
        shop.MapGet("/products/{handle}", (string handle) => SampleShop.Find(handle) is { } product ? Html(StorefrontPages.Product(product)) : NotFound());
        shop.MapGet("/policies/{name}", (string name) =>
            SampleShop.Policies.FirstOrDefault(policy => policy.Url.EndsWith($"/policies/{name}", StringComparison.Ordinal)) is { } policy
                ? Html(StorefrontPages.Policy(policy))
                : NotFound());
        shop.MapGet("/cart/{lines}", (string lines) => Html(StorefrontPages.Cart(Cart(lines))));
        shop.MapGet("/logo.svg", () => Resource("logo.svg", MediaTypeNames.Image.Svg));
        shop.MapGet("/shop.css", () => Resource("shop.css", MediaTypeNames.Text.Css));
        shop.MapGet("/{**path}", NotFound);
    }

    /// <summary>A cart permalink: <c>variant:quantity,variant:quantity</c>. What is not for sale is not in the cart.</summary>
    private static List<(SampleProduct Product, SampleVariant Variant, int Quantity)> Cart(string lines) =>
    [
        .. from line in lines.Split(',')
           let parts = line.Split(':')
           where parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)
           let quantity = int.Parse(parts[1], CultureInfo.InvariantCulture)
           where quantity is > 0 and <= MaxQuantity
           from product in SampleShop.OnSale
           from variant in product.Variants
           where variant.Id.ToString(CultureInfo.InvariantCulture) == parts[0]
           select (product, variant, quantity),
    ];

    private static IResult Html(string page, int status = StatusCodes.Status200OK) => Results.Content(page, MediaTypeNames.Text.Html, Encoding.UTF8, status);

    private static IResult NotFound() => Html(StorefrontPages.NotFound(), StatusCodes.Status404NotFound);

    private static IResult Resource(string name, string type) =>
        Results.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream($"Storefront/{name}")!, type);
}
