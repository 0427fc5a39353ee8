using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Replies;

/// <summary>Products to try with.</summary>
internal static class Goods
{
    public static Product Product(string title, string price = "19.90", bool isAvailable = true, string description = "") => new()
    {
        Id = title,
        Title = title,
        Description = description,
        Type = "Shoes",
        Link = new Uri($"https://shop.example/products/{Uri.EscapeDataString(title)}"),
        Variants = [new Variant("1", "", new Money(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), "EUR"), isAvailable, null)],
    };

    public static ProductMatches Matches(int count, int matched, int total, string description = "") =>
        new([.. Enumerable.Range(1, count).Select(i => Product($"Shoe {i}", description: description))], matched, total);
}
