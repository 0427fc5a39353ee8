using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Infrastructure.Shopify;

internal static class VariantReader
{
    // What Shopify calls the only form of a product that has no options.
    private const string OnlyForm = "Default Title";

    public static Variant Read(JsonElement variant, string? currency)
    {
        string? title = variant.Words("title");
        var price = Price(First(variant.Member("price"), variant.Member("priceV2")), currency);
        var before = Price(First(variant.Member("compareAtPrice"), variant.Member("compare_at_price")), currency);
        return new Variant(variant.NumericId(), title is null or OnlyForm ? "" : title, price, IsAvailable(variant), variant.Words("sku"))
        {
            Before = before?.Amount > price?.Amount && before?.Currency == price?.Currency ? before : null,
        };
    }

    private static JsonElement First(JsonElement one, JsonElement other) => one.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? other : one;

    private static Money? Price(JsonElement price, string? currency)
    {
        decimal? amount = price.ValueKind == JsonValueKind.Object ? price.Member("amount").Number() : price.Number();
        return amount >= 0 ? new Money(amount.Value, price.Words("currencyCode", "currency_code") ?? currency) : null;
    }

    /// <summary>Shopify's own word first; then the stock, unless nobody counts it or it may run below zero; a file that says nothing sells it.</summary>
    private static bool IsAvailable(JsonElement variant)
    {
        if ((variant.Member("availableForSale").Flag() ?? variant.Member("available").Flag()) is { } said)
        {
            return said;
        }

        bool isUncounted = variant.Member("inventory_management").IsNull() || variant.Member("inventoryItem").Member("tracked").Flag() == false;
        bool maySellMore = "continue".Equals(variant.Words("inventory_policy", "inventoryPolicy"), StringComparison.OrdinalIgnoreCase);
        return isUncounted || maySellMore || Stock(variant) is null or > 0;
    }

    private static decimal? Stock(JsonElement variant)
    {
        if ((variant.Member("inventory_quantity").Number() ?? variant.Member("inventoryQuantity").Number()) is { } stock)
        {
            return stock;
        }

        var counted = variant.Member("inventoryItem").Member("inventoryLevels").Listed()
            .SelectMany(level => level.Member("quantities").Items())
            .Where(quantity => quantity.Words("name") == "available")
            .Select(quantity => quantity.Member("quantity").Number())
            .OfType<decimal>()
            .ToList();
        return counted.Count == 0 ? null : counted.Sum();
    }
}
