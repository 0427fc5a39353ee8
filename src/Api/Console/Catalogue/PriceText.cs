using GptMessenger.Domain.Shops;

namespace GptMessenger.Api.Console.Catalogue;

/// <summary>What a product costs in all its forms, for people.</summary>
internal static class PriceText
{
    public static string Of(Product product)
    {
        var prices = product.Variants.Select(variant => variant.Price).OfType<Money>().OrderBy(price => price.Amount).ToList();
        return prices switch
        {
            [] => "",
            [var least, .., var most] when least != most => $"{least} – {most}",
            [var only, ..] => $"{only}",
        };
    }
}
