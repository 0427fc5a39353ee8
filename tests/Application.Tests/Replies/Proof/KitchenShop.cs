using GptMessenger.Application.Replies.Proof;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Replies.Proof;

/// <summary>A tenth shop, for cookware, with fees by country and services on conditions.</summary>
internal static class KitchenShop
{
    private static readonly IReadOnlyList<Product> Products =
    [
        ProofShop.Product("EUR", "Onda Cast Iron Casserole", "Casseroles", "Enamelled cast iron with lid. All hobs and oven up to 250 °C.", ("Cherry 4 l", 149.00m, true), ("Cherry 6 l", 189.00m, true), ("Ink Blue 4 l", 149.00m, false)),
        ProofShop.Product("EUR", "Fyr Carbon Steel Pan", "Pans", "Carbon steel, for induction, gas and oven. Not for the dishwasher.", ("24 cm", 54.90m, true), ("28 cm", 64.90m, true), ("32 cm", 79.90m, false)),
        ProofShop.Product("EUR", "Taglio Chef's Knife 20 cm", "Knives", "German steel, 56 HRC, walnut handle. Wash by hand.", ("", 89.00m, true)),
        ProofShop.Product("EUR", "Taglio Bread Knife 24 cm", "Knives", "German steel, serrated, walnut handle.", ("", 69.00m, false)),
        ProofShop.Reduced(ProofShop.Product("EUR", "Kori Knife Sharpener", "Knife care", "Two ceramic stages.", ("", 39.00m, true)), 49.00m),
        ProofShop.Product("EUR", "Nido Mixing Bowl Set", "Bowls", "Set of 3 bowls: 1, 2 and 4 litres. Dishwasher-safe.", ("White", 45.00m, true), ("Sage", 45.00m, false), ("Black", 45.00m, true)),
        ProofShop.Product("EUR", "Mola Pepper Mill", "Mills", "Ceramic grinder.", ("Oak 18 cm", 32.50m, true), ("Oak 26 cm", 38.50m, true), ("Walnut 18 cm", 36.50m, false)),
        ProofShop.Product("EUR", "Volta Kettle 1.2 l", "Kettles", "Electric, 1.2 litres, 2200 W. 3 years manufacturer's guarantee.", ("Matt Black", 119.00m, true), ("Cream", 119.00m, true)),
        ProofShop.Product("EUR", "Tela Apron", "Textiles", "100 % linen, one size. A name can be embroidered for 12 EUR.", ("Natural", 42.00m, true), ("Rust", 42.00m, true), ("Navy", 42.00m, false)),
        ProofShop.Product("EUR", "Rame Copper Saucepan 16 cm", "Saucepans", "Copper, tin-lined, 1.5 litres.", ("", 159.00m, false)),
    ];

    private static readonly Shop Shop = new()
    {
        Name = "Brasa",
        Currency = "EUR",
        Storefront = new Uri("https://brasa.example"),
        Email = "hello@brasa.example",
        Policies =
        [
            new ShopPolicy(PolicyKind.Shipping, "Shipping", "We send to the Netherlands, Belgium, Germany, France and Spain.\nNetherlands: 4.50 EUR, 1-2 working days, free from 60 EUR.\nBelgium and Germany: 6.90 EUR, 2-3 working days, free from 90 EUR.\nFrance and Spain: 11.50 EUR, 4-6 working days, free from 150 EUR.\nOrders placed before 14:00 on working days leave the same day.\nExpress delivery is available within the Netherlands only: 12.95 EUR, next working day.\nWe do not ship to Switzerland, the United Kingdom or anywhere outside the EU. We do not deliver on Saturdays."),
            new ShopPolicy(PolicyKind.Refund, "Returns", "You can return items within 45 days of receipt if they are unused and in their original packaging. The return label costs 5.95 EUR and is deducted from the refund. Exchanging for another size or colour is free.\nUsed pans and knives cannot be taken back. Embroidered aprons are excluded from returns.\nWe refund within 7 days of receiving the return, to the original means of payment."),
            new ShopPolicy(PolicyKind.Terms, "Payment", "You can pay with iDEAL, Bancontact, Visa, Mastercard and PayPal. Invoice by Klarna is available only to customers in the Netherlands and Germany. We do not accept American Express, cash on delivery or cryptocurrencies.\nNewsletter subscribers get 10 % off their first order from 75 EUR. The newsletter discount does not apply to reduced products. There is no student discount and no discount for bulk orders."),
            new ShopPolicy(PolicyKind.Terms, "Guarantee", "Cast iron casseroles have a 25-year guarantee against defects in material; enamel chipped by a fall is not covered. Knives have a 10-year guarantee. Everything else has the statutory 2 years, unless the product says otherwise."),
            new ShopPolicy(PolicyKind.Terms, "Our shop and services", "Orders can be collected free of charge from our shop, Haarlemmerstraat 48, Amsterdam, from Tuesday to Saturday; they are usually ready within 2 hours. The shop is closed on Sundays and Mondays.\nGift wrapping costs 3.50 EUR per item. We sharpen knives in the shop for 7.50 EUR per knife, not by post.\nWe do not engrave. We do not offer cooking courses. Gift cards are sold in the shop only, not online."),
        ],
    };

    private static readonly PageProfile Page = new()
    {
        Name = "Brasa",
        Phone = "+31 20 555 0184",
        OpeningHours = ["Tuesday 10:00-18:00", "Wednesday 10:00-18:00", "Thursday 10:00-18:00", "Friday 10:00-18:00", "Saturday 10:00-17:00"],
        Facts = [new Fact("Address", "Haarlemmerstraat 48, 1013 Amsterdam, Netherlands")],
    };

    public static Evidence Asked(string question) => new(Products, Shop, Page, [Known.Message("m1", question)], ProofShop.Prompt);
}
