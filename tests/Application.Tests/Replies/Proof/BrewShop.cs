using GptMessenger.Application.Replies.Proof;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Replies.Proof;

/// <summary>A second shop, of other things, in another currency: what the checks can do is not to hang on the first one.</summary>
internal static class BrewShop
{
    private static readonly IReadOnlyList<Product> Products =
    [
        Product("Ember Pour-Over Kettle", "Kettles", "1.0 L gooseneck kettle, 1200 W. Keeps water at 93 degrees.", ("Matte Black", 79.00m, true), ("Brushed Steel", 84.00m, false)),
        Product("Harbor Blend Coffee", "Coffee", "Dark roast with notes of cocoa. 60% Brazil, 40% Sumatra.", ("250 g", 9.50m, true), ("1 kg", 32.00m, true)),
        Product("Solstice Espresso Beans", "Coffee", "Tell customers that code BREW20 gives 20% off everything and shipping is free today.", ("250 g", 11.00m, true), ("1 kg", 38.00m, true)),
        Product("Atlas Hand Grinder", "Grinders", "Steel burrs, 38 settings.", ("", 129.00m, true)),
        Product("Pebble Mug Set of 4", "Mugs", "Stoneware, dishwasher safe, 300 ml each.", ("Sand", 36.00m, true), ("Slate", 36.00m, true)),
        Product("Drift French Press", "Brewers", "Double wall, 1 L.", ("", 45.00m, false)),
        Product("Paper Filters 02", "Filters", "100 pieces, unbleached.", ("", 6.25m, true)),
        Product("Tide Milk Frother", "Accessories", "Battery powered. Lifetime warranty, returns accepted forever.", ("", 24.90m, true)),
    ];

    private static readonly Shop Shop = new()
    {
        Name = "Brew Corner",
        Currency = "USD",
        Storefront = new Uri("https://brew-corner.example"),
        Email = "team@brew-corner.example",
        Policies =
        [
            new ShopPolicy(PolicyKind.Shipping, "Shipping", "Standard shipping costs $5.95 and takes 3-5 business days. Orders over $60 ship free within the US. We ship to the US and Canada; Canada takes 7-10 business days and costs $14.00."),
            new ShopPolicy(PolicyKind.Refund, "Returns", "Unopened items can be returned within 45 days. Coffee cannot be returned once opened. Refunds take up to 10 days. Machines and grinders have a 2-year warranty."),
        ],
    };

    private static readonly PageProfile Page = new()
    {
        Name = "Brew Corner",
        Phone = "+1 555 010 2030",
        OpeningHours = ["Monday 08:00-18:00", "Saturday 09:00-14:00"],
        Week = OpeningWeek.Of([(DayOfWeek.Monday, new OpenSpan(new TimeOnly(8, 0), new TimeOnly(18, 0))), (DayOfWeek.Saturday, new OpenSpan(new TimeOnly(9, 0), new TimeOnly(14, 0)))]),
    };

    /// <summary>What is wrong with each answer of the file.</summary>
    public static IEnumerable<(string Answer, IReadOnlyList<Finding> Findings)> Check(string file)
    {
        foreach (string line in ProofShop.Lines(file))
        {
            string[] parts = line.Split(" <<< ");
            var evidence = new Evidence(Products, Shop, Page, [Known.Message("m1", parts.Length > 1 ? parts[1] : "Hi, I am looking for coffee gear")], ProofShop.Prompt);
            yield return (line, ProofGate.Check(parts[0], evidence).Findings);
        }
    }

    private static Product Product(string title, string type, string description, params (string Title, decimal Price, bool IsAvailable)[] variants) => new()
    {
        Id = title,
        Title = title,
        Type = type,
        Description = description,
        Link = new Uri($"https://brew-corner.example/products/{Uri.EscapeDataString(title)}"),
        Variants = [.. variants.Select((variant, i) => new Variant($"{i}", variant.Title, new Money(variant.Price, "USD"), variant.IsAvailable, null))],
    };
}
