using System.Text;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Replies;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies;

/// <summary>
/// Answers without a model, from the shop's data alone: its policies and opening hours, the products that fit, or that a person will follow up.
/// It never pretends to be more than that.
/// </summary>
internal static class OfflineResponder
{
    private const int MaxProducts = 3;
    private const int MaxPolicy = 900;

    private static readonly string[] HoursWords = ["open", "opening", "hours", "close", "closed", "closing"];
    private static readonly string[] Weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    private static readonly string[] WeekendWords = ["weekend", "weekends"];
    private static readonly string[] RefundWords = ["return", "returns", "refund", "refunds", "exchange", "money back", "warranty"];
    private static readonly string[] ShippingWords = ["ship", "ships", "shipping", "deliver", "delivery", "delivers", "postage", "courier"];
    private static readonly string[] ContactWords = ["phone", "call", "email", "e-mail", "contact", "address", "human", "person", "agent"];

    public static string Answer(string message, Shop shop, PageProfile page, ProductMatches products)
    {
        var words = Words(message);
        if (Asks(words, message, HoursWords) && page.OpeningHours.Count > 0)
        {
            return Hours(words, page.OpeningHours);
        }

        if (Asks(words, message, RefundWords) && Policy(shop, PolicyKind.Refund) is { } refund)
        {
            return Quoted(refund, shop);
        }

        if (Asks(words, message, ShippingWords) && Policy(shop, PolicyKind.Shipping) is { } shipping)
        {
            return Quoted(shipping, shop);
        }

        if (Asks(words, message, ContactWords) && Contact(shop, page) is { Length: > 0 } contact)
        {
            return $"You can reach us here: {contact}.";
        }

        var limit = PriceLimit.In(message);
        var affordable = products.Matching.Where(product => limit?.Allows(product) != false).Take(MaxProducts).ToList();
        return affordable.Count > 0 ? Products(affordable)
            : products.Matched > 0 ? $"I found nothing like that in our shop for up to {limit}, so a person from our team will follow up here."
            : "Thank you for your message! I have no sure answer to that, so a person from our team will follow up here.";
    }

    private static string Products(IReadOnlyList<Product> products)
    {
        var text = new StringBuilder("This is what I found in our shop:");
        foreach (var product in products)
        {
            text.Append("\n\n").Append(product.Title).Append(": ").Append(ProductCard.Price(product))
                .Append(product.IsAvailable ? ", in stock" : ", sold out at the moment");
            if (product.Link is { } link)
            {
                text.Append('\n').Append(link.OriginalString);
            }
        }

        return text.ToString();
    }

    /// <summary>All of them, and first of all what holds on the days that are asked about: a day that is not listed is one that the shop is closed on.</summary>
    private static string Hours(HashSet<string> words, IReadOnlyList<string> hours)
    {
        string all = $"Our opening hours:\n{string.Join('\n', hours)}";
        if (!hours.All(line => Array.Exists(Weekdays, day => IsOf(line, day))))
        {
            return all;
        }

        var asked = Weekdays.Where(day => words.Contains(day) || words.Contains($"{day}s") || (day[0] == 'S' && words.Overlaps(WeekendWords)));
        var answers = asked.Select(day => hours.FirstOrDefault(line => IsOf(line, day)) is { } line ? $"{day}: {line[day.Length..].Trim()}." : $"We are closed on {day}.");
        return string.Join(' ', answers) is { Length: > 0 } answer ? $"{answer}\n\n{all}" : all;

        static bool IsOf(string line, string day) => line.StartsWith($"{day} ", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The policy's beginning, and where the rest is: a chat is no place for pages of terms.</summary>
    private static string Quoted(ShopPolicy policy, Shop shop)
    {
        var parts = ReplyText.Split($"{policy.Title}: {policy.Text}", MaxPolicy);
        return parts.Count == 1 ? parts[0] : $"{parts[0]} …\n\nThe whole text is in our shop{(shop.Storefront is { } address ? $": {address.OriginalString}" : ".")}";
    }

    private static string Contact(Shop shop, PageProfile page) =>
        string.Join(", ", new[] { page.Phone, page.Email ?? shop.Email }.Where(way => !string.IsNullOrWhiteSpace(way)));

    private static ShopPolicy? Policy(Shop shop, PolicyKind kind) => shop.Policies.FirstOrDefault(policy => policy.Kind == kind && policy.Text.Length > 0);

    private static bool Asks(HashSet<string> words, string message, string[] about) =>
        Array.Exists(about, word => word.Contains(' ') ? message.Contains(word, StringComparison.OrdinalIgnoreCase) : words.Contains(word));

    private static HashSet<string> Words(string message) =>
        new(message.Split([' ', '\n', '\t', '.', ',', ';', ':', '!', '?', '(', ')', '"', '\'', '/'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
