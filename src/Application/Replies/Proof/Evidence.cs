using System.Text.RegularExpressions;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>What an answer may rest on.</summary>
/// <param name="products">Those that the model was shown, in the order of their references.</param>
/// <param name="shop">What the shop says of itself: the authority on fees, times and discounts.</param>
/// <param name="page">What the page says of itself, likewise.</param>
/// <param name="conversation">Who said what. A person of the shop is an authority, too; a customer may be quoted and is none.</param>
/// <param name="promptText">The prompt's own words, which are nobody's business.</param>
internal sealed partial class Evidence(IReadOnlyList<Product> products, Shop shop, PageProfile page, IReadOnlyList<MessengerEvent> conversation, string promptText)
{
    private string? _shopText, _customerText, _productText, _asked;
    private IReadOnlyList<Amount>? _shopAmounts, _customerAmounts;
    private IReadOnlyList<string>? _shopLines, _titledLines;

    public IReadOnlyList<Product> Products => products;

    public Shop Shop => shop;

    public string PromptText => promptText;

    /// <summary>When the page is open; null: its hours are unknown, or no week of times.</summary>
    public OpeningWeek? Week => page.Week;

    /// <summary>Everything that the shop itself says outside its products.</summary>
    public string ShopText => _shopText ??= Numerals.InDigits(string.Join('\n', (IEnumerable<string?>)
    [
        Shop.Name, Shop.Email, Shop.Storefront?.OriginalString, .. Shop.Policies.SelectMany(policy => (string[])[policy.Title, policy.Text]), .. Shop.Facts.Select(fact => $"{fact.Name}: {fact.Value}"),
        page.Name, page.Phone, page.Email, .. page.OpeningHours, .. page.Facts.Select(fact => $"{fact.Name}: {fact.Value}"),
        .. conversation.Where(said => said.Kind == EventKind.Echo && !Domain.Replies.ReplyPart.IsOurs(said.Metadata)).Select(said => said.Text),
    ]));

    /// <summary>The same sentence by sentence, and those of a policy also behind its title: "Shipping: 2-4 working days, free over 75 EUR".</summary>
    public IReadOnlyList<string> ShopLines => _shopLines ??= [.. TitledLines, .. Sentences().Split(ShopText)];

    public IReadOnlyList<string> TitledLines => _titledLines ??=
        [.. Shop.Policies.SelectMany(policy => Sentences().Split(Numerals.InDigits(policy.Text)).Select(sentence => $"{policy.Title}: {sentence}"))];

    public string CustomerText => _customerText ??= Readable.Text(string.Join('\n', conversation.Where(said => !said.IsFromPage).Select(said => said.Text)));

    /// <summary>What the customer has said since the shop last spoke: what is answered now.</summary>
    public string Asked => _asked ??= string.Join('\n', conversation.Reverse().TakeWhile(said => !said.IsFromPage).Reverse().Select(said => said.Text));

    /// <summary>What the products say of themselves: good for what they are made of, and for no promise.</summary>
    public string ProductText => _productText ??= Numerals.InDigits(string.Join('\n', Products.SelectMany(product =>
        (string[])[product.Title, product.Type, product.Vendor, product.Description, .. product.Tags, .. product.Variants.Select(variant => $"{variant.Title} {variant.Sku}")])));

    /// <summary>What they are called, with their article numbers.</summary>
    public string ProductNames => string.Join('\n', Products.SelectMany(product => product.Variants.Select(variant => $"{variant.Title} {variant.Sku}").Prepend(product.Title)));

    public IReadOnlyList<Amount> ShopAmounts => _shopAmounts ??= Amount.In(ShopText);

    public IReadOnlyList<Amount> CustomerAmounts => _customerAmounts ??= [.. Amount.In(CustomerText), .. Amount.BareIn(CustomerText)];

    public static IEnumerable<Money> PricesOfAll(Sentence sentence) => sentence.About.SelectMany(mention => PricesOf(mention.Product));

    /// <summary>What reduced products cost before.</summary>
    public static IEnumerable<Money> EarlierPricesOf(Product product) => product.Variants.Select(variant => variant.Before).OfType<Money>();

    public static IEnumerable<Money> PricesOf(Product product) => product.Variants.Select(variant => variant.Price).OfType<Money>();

    // A point behind an abbreviation is followed by a small letter.
    [GeneratedRegex(@"\n+|(?<=[.!?;])\s+(?=\p{Lu})", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Sentences();
}
