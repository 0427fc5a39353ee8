using GptMessenger.Application.Replies.Proof;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Replies.Proof;

/// <summary>A ninth shop, for gardens, whose texts say mostly what it does not do.</summary>
internal static class GardenShop
{
    private static readonly IReadOnlyList<Product> Products =
    [
        ProofShop.Product("EUR", "Halm Garden Chair", "Garden chairs", "Acacia, foldable. Frame: 3 years guarantee.", ("Rust", 79.00m, true), ("Olive", 79.00m, true), ("Sage Green", 79.00m, false)),
        ProofShop.Product("EUR", "Halm Garden Table", "Garden tables", "Acacia, 150 x 90 cm.", ("", 249.00m, true)),
        ProofShop.Product("EUR", "Torv Raised Bed", "Raised beds", "Larch, 120 x 80 cm, 80 cm high.", ("", 189.00m, true)),
        ProofShop.Product("EUR", "Mist Watering Can 10 l", "Watering cans", "Zinc, 10 litres.", ("Zinc", 34.50m, true), ("Anthracite", 36.50m, false)),
        ProofShop.Reduced(ProofShop.Product("EUR", "Flint Fire Bowl", "Fire bowls", "Steel, 60 cm.", ("60 cm", 119.00m, true), ("80 cm", 169.00m, true)), 149.00m),
        ProofShop.Product("EUR", "Spire Pruning Shears", "Shears", "Bypass blade, 21 cm.", ("", 27.90m, true)),
        ProofShop.Product("EUR", "Luft Hammock", "Hammocks", "Cotton, carries 150 kg.", ("Natural", 59.00m, true), ("Blue", 59.00m, false)),
        ProofShop.Product("EUR", "Halm Parasol 3 m", "Parasols", "UV 50+.", ("Sand", 129.00m, false)),
    ];

    private static readonly Shop Shop = new()
    {
        Name = "Grünwerk",
        Currency = "EUR",
        Storefront = new Uri("https://gruenwerk.example"),
        Email = "hallo@gruenwerk.example",
        Policies =
        [
            new ShopPolicy(PolicyKind.Shipping, "Shipping", "We ship to Germany, Austria and Denmark. We do not ship to Switzerland, Norway or the United Kingdom.\nParcels cost 5.90 EUR and arrive in 2-4 working days; free from 150 EUR.\nTables, raised beds and parasols go by haulier for 59 EUR, 2-3 weeks.\nThe haulier delivers to the kerb only, not into the garden; carrying in costs 39 EUR extra.\nWe do not ship to parcel lockers. There is no express delivery."),
            new ShopPolicy(PolicyKind.Refund, "Returns", "You have 30 days to return anything unused. Returning a parcel is free of charge. What came by haulier is fetched for 59 EUR.\nCut ropes and opened seed packets cannot be returned."),
            new ShopPolicy(PolicyKind.Terms, "Payment", "We accept PayPal, cards and bank transfer. We do not offer purchase on invoice or payment in instalments. There is no discount for paying in advance."),
            new ShopPolicy(PolicyKind.Terms, "Guarantee", "Chair frames are guaranteed for 5 years. Everything else has the statutory 2 years. Fire bowls are not guaranteed against rust."),
            new ShopPolicy(PolicyKind.Terms, "Showroom", "We have no showroom, and nothing can be picked up from the warehouse. Gift wrapping is not possible. We do not assemble furniture. We do not match prices of other shops. We do not sell gift cards."),
        ],
    };

    private static readonly PageProfile Page = new()
    {
        Name = "Grünwerk",
        Phone = "+49 40 5550 177",
        OpeningHours = ["Monday 09:00-17:00", "Friday 09:00-15:00"],
        Facts = [new Fact("Address", "Hafenstr. 1, 20459 Hamburg, Germany")],
    };

    public static Evidence Asked(string question) => new(Products, Shop, Page, [Known.Message("m1", question)], ProofShop.Prompt);
}
