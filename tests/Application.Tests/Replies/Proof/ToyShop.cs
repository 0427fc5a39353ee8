using GptMessenger.Application.Replies.Proof;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Replies.Proof;

/// <summary>An eleventh shop, of toys, with plain terms.</summary>
internal static class ToyShop
{
    private static readonly IReadOnlyList<Product> Products =
    [
        ProofShop.Product("EUR", "Pirol Balance Bike", "Balance bikes", "From 2 years. Beech, rubber tyres.", ("Red", 89.90m, true), ("Mint", 89.90m, false)),
        ProofShop.Product("EUR", "Kiebitz Building Blocks 100", "Building blocks", "100 pieces of maple in a cotton bag. From 1 year.", ("", 39.95m, true)),
        ProofShop.Product("EUR", "Dachs & Co. Board Game", "Board games", "2-5 players, 45 minutes, from 8 years.", ("German", 34.00m, true), ("English", 34.00m, true)),
        ProofShop.Reduced(ProofShop.Product("EUR", "Otter Bath Set", "Bath toys", "Three figures, natural rubber.", ("", 14.90m, true)), 19.90m),
        ProofShop.Product("EUR", "Luchs Hand Puppet", "Puppets", "Washable at 30 degrees.", ("", 24.50m, false)),
        ProofShop.Product("EUR", "Specht Tool Bench", "Play kitchens and benches", "35 pieces. Needs assembly, about 20 minutes.", ("", 119.00m, true)),
        ProofShop.Product("EUR", "Rotfuchs Puzzle 200", "Puzzles", "200 pieces, from 7 years.", ("", 12.50m, true)),
        ProofShop.Product("EUR", "Amsel Music Box", "Music boxes", "Plays a lullaby. 2 years manufacturer's guarantee.", ("Blue", 29.00m, true), ("Rose", 29.00m, true), ("Grey", 31.00m, false)),
    ];

    private static readonly Shop Shop = new()
    {
        Name = "Waldkauz Spielwaren",
        Currency = "EUR",
        Storefront = new Uri("https://waldkauz.example"),
        Email = "hallo@waldkauz.example",
        Policies =
        [
            new ShopPolicy(PolicyKind.Shipping, "Shipping", "Within Germany shipping costs 4.90 EUR and takes 2-3 working days; orders over 60 EUR ship free.\nAustria: 9.90 EUR, 4-5 working days. We do not ship to other countries.\nOrders placed before 13:00 on working days are dispatched the same day."),
            new ShopPolicy(PolicyKind.Refund, "Returns", "You may return unused items in their original packaging within 30 days of delivery. Return shipping is free within Germany. Refunds are paid within 5 working days after we receive the parcel. Puppets that were washed cannot be returned."),
            new ShopPolicy(PolicyKind.Terms, "Payment", "We accept PayPal, credit card, Klarna and invoice. New customers get 5 EUR off orders over 50 EUR with the code WELCOME5."),
            new ShopPolicy(PolicyKind.Terms, "Service", "We wrap gifts for 2.50 EUR per parcel. Spare parts for wooden toys are available for 5 years. You can pick up your order at our store in Leipzig, Monday to Saturday, free of charge."),
        ],
    };

    private static readonly PageProfile Page = new()
    {
        Name = "Waldkauz",
        Phone = "+49 341 5550 12",
        OpeningHours = ["Monday 10:00-18:00", "Tuesday 10:00-18:00", "Wednesday 10:00-18:00", "Thursday 10:00-18:00", "Friday 10:00-18:00", "Saturday 10:00-14:00"],
    };

    public static Evidence Asked(string question) => new(Products, Shop, Page, [Known.Message("m1", question)], ProofShop.Prompt);
}
