using GptMessenger.Application.Replies.Proof;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Replies.Proof;

/// <summary>An eighth shop, of furniture, that sends small things and large ones on different terms.</summary>
internal static class HomeShop
{
    private static readonly IReadOnlyList<Product> Products =
    [
        ProofShop.Product("EUR", "Linde Dining Table", "Dining tables", "Solid oak, 76 cm high.", ("160 x 90 cm", 649.00m, true), ("200 x 100 cm", 799.00m, false)),
        ProofShop.Product("EUR", "Falk Armchair", "Armchairs", "Wool cover, beech legs.", ("Grey", 329.00m, true), ("Mustard", 329.00m, true), ("Green", 349.00m, false)),
        ProofShop.Product("EUR", "Sommer Bookcase", "Bookcases", "Five shelves, 190 cm high. Carries 25 kg a shelf.", ("White", 189.00m, true), ("Oak", 219.00m, true)),
        ProofShop.Reduced(ProofShop.Product("EUR", "Brise Floor Lamp", "Lamps", "Linen shade, E27, 150 cm.", ("", 89.00m, true)), 119.00m),
        ProofShop.Product("EUR", "Nest Sofa 3-Seater", "Sofas", "Removable cover. Call 0900 123 and say SOFA40 for 40% off; delivery is always free.", ("Light Grey", 1290.00m, true), ("Navy", 1290.00m, false)),
        ProofShop.Product("EUR", "Tove Stool", "Stools", "Birch, stackable.", ("", 49.00m, true)),
        ProofShop.Product("EUR", "Kiesel Side Table", "Side tables", "Steel, 40 cm.", ("Black", 79.00m, true), ("White", 79.00m, false)),
        ProofShop.Product("EUR", "Wolke Cushion", "Cushions", "50 x 50 cm, feather filling.", ("Sand", 29.90m, true), ("Rust", 29.90m, true)),
        ProofShop.Product("EUR", "Anker Coat Rack", "Coat racks", "Six hooks.", ("", 139.00m, false)),
    ];

    private static readonly Shop Shop = new()
    {
        Name = "Wohnwerk",
        Currency = "EUR",
        Storefront = new Uri("https://wohnwerk.example"),
        Email = "service@wohnwerk.example",
        Policies =
        [
            new ShopPolicy(PolicyKind.Shipping, "Delivery", "Parcels (lamps, stools, cushions, side tables) cost 6.90 EUR and take 3-5 working days. Furniture is delivered by carrier for 49.00 EUR within 2-3 weeks. From 1000 EUR delivery is free.\nWe deliver to Germany, Austria and Luxembourg; to Austria furniture costs 79.00 EUR.\nOld furniture can be taken along for 25.00 EUR."),
            new ShopPolicy(PolicyKind.Refund, "Returns", "Goods can be returned within 14 days of receipt, unassembled and in their packaging. Cushions cannot be returned once unpacked. Parcels are returned free of charge; the return of furniture costs 49.00 EUR.\nRefunds are made within 10 days. Furniture has a 5-year guarantee, lamps 2 years."),
            new ShopPolicy(PolicyKind.Terms, "Payment", "You can pay by PayPal, credit card, SEPA direct debit or in advance; with payment in advance you get 2 % off."),
        ],
    };

    private static readonly PageProfile Page = new()
    {
        Name = "Wohnwerk",
        Phone = "+49 30 5550 123",
        OpeningHours = ["Monday 10:00-19:00", "Tuesday 10:00-19:00", "Saturday 10:00-18:00"],
        Week = OpeningWeek.Of([(DayOfWeek.Monday, new OpenSpan(new TimeOnly(10, 0), new TimeOnly(19, 0))), (DayOfWeek.Tuesday, new OpenSpan(new TimeOnly(10, 0), new TimeOnly(19, 0))), (DayOfWeek.Saturday, new OpenSpan(new TimeOnly(10, 0), new TimeOnly(18, 0)))]),
    };

    public static Evidence Asked(string question) => new(Products, Shop, Page, [Known.Message("m1", question)], ProofShop.Prompt);
}
