using System.Globalization;
using GptMessenger.Application.Replies.Wordings;
using GptMessenger.Domain.Replies;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies;

/// <summary>
/// Products as cards, within what Messenger takes (Generic template, 2026-04). Links are the catalogue's own; a product that has neither a
/// page nor a picture makes no card.
/// </summary>
internal static class ProductTemplate
{
    private const int MaxCards = 10;
    private const int MaxLine = 80;
    private const int MaxVariantId = 20;

    /// <param name="products">What the answer names, in that order.</param>
    /// <param name="shop">Whose they are.</param>
    /// <param name="texts">In the customer's language.</param>
    public static IReadOnlyList<ReplyCard> Of(IEnumerable<Product> products, Shop shop, Wording texts) =>
        [.. products.DistinctBy(product => product.Id).Select(product => Card(product, shop, texts)).OfType<ReplyCard>().Take(MaxCards)];

    private static ReplyCard? Card(Product product, Shop shop, Wording texts)
    {
        var (link, image) = (Web(product.Link), product.Images.Select(Secure).OfType<Uri>().FirstOrDefault());
        string title = Line(product.Title);
        if (title.Length == 0 || (link is null && image is null))
        {
            return null;
        }

        string price = product.Variants.Any(variant => variant.Price is not null) ? ProductCard.Price(product) : texts.PriceOnRequest;
        return new ReplyCard(title)
        {
            Subtitle = Line(product.IsAvailable ? price : $"{price} · {texts.SoldOut}"),
            Image = image,
            Link = link,
            Buttons = [.. Buttons(link, CartLink(product, shop), texts)],
        };
    }

    private static IEnumerable<ReplyButton> Buttons(Uri? link, Uri? cart, Wording texts)
    {
        if (link is not null)
        {
            yield return new ReplyButton(texts.ViewInShop, link);
        }

        if (cart is not null)
        {
            yield return new ReplyButton(texts.AddToCart, cart);
        }
    }

    /// <summary>Of a product with one form that can be bought now. Among several forms the customer chooses, and the product's page is where.</summary>
    private static Uri? CartLink(Product product, Shop shop) =>
        product.Variants is [{ IsAvailable: true, Id: { Length: > 0 and <= MaxVariantId } id }] && id.All(char.IsAsciiDigit) && Web(shop.Storefront) is { } storefront
            ? new Uri(string.Create(CultureInfo.InvariantCulture, $"https://{storefront.IdnHost}/cart/{id}:1"))
            : null;

    private static Uri? Web(Uri? address) =>
        address is { IsAbsoluteUri: true } && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) ? address : null;

    private static Uri? Secure(Uri? address) => Web(address) is { } web && web.Scheme == Uri.UriSchemeHttps ? web : null;

    private static string Line(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxLine ? line : $"{line.AsSpan(0, ReplyText.WholeGraphemes(line, MaxLine - 1)).TrimEnd()}…";
    }
}
