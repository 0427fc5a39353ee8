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
internal sealed class Evidence(IReadOnlyList<Product> products, Shop shop, PageProfile page, IReadOnlyList<MessengerEvent> conversation, string promptText)
{
    private string? _shopText, _customerText, _productText, _asked;
    private IReadOnlyList<Amount>? _customerAmounts;
    private IReadOnlyList<ShopLine>? _shopLines;

    public IReadOnlyList<Product> Products => products;

    public Shop Shop => shop;

    public string PromptText => promptText;

    /// <summary>When the page is open; null: its hours are unknown, or no week of times.</summary>
    public OpeningWeek? Week => page.Week;

    /// <summary>Everything that the shop itself says outside its products, sentence by sentence, and those of a policy also behind its title.</summary>
    public IReadOnlyList<ShopLine> ShopLines => _shopLines ??=
    [
        .. ShopLine.Of(Shop), .. ShopLine.Of(page),
        .. ShopLine.In(conversation.Where(said => said.Kind == EventKind.Echo && !Domain.Replies.ReplyPart.IsOurs(said.Metadata)).Select(said => said.Text)),
    ];

    /// <summary>The same in one.</summary>
    public string ShopText => _shopText ??= string.Join('\n', ShopLines.Where(line => !line.IsTitled).Select(line => line.Text));

    public string CustomerText => _customerText ??= Readable.Text(string.Join('\n', conversation.Where(said => !said.IsFromPage).Select(said => said.Text)));

    /// <summary>What the customer has said since the shop last spoke: what is answered now.</summary>
    public string Asked => _asked ??= string.Join('\n', conversation.Reverse().TakeWhile(said => !said.IsFromPage).Reverse().Select(said => said.Text));

    /// <summary>What the products say of themselves: good for what they are made of, and for no promise.</summary>
    public string ProductText => _productText ??= Numerals.InDigits(string.Join('\n', Products.SelectMany(product =>
        (string[])[product.Title, product.Type, product.Vendor, product.Description, .. product.Tags, .. product.Variants.Select(variant => $"{variant.Title} {variant.Sku}")])));

    /// <summary>What kinds of things they are, as <see cref="PolicyCheck.StemsOf"/> has it.</summary>
    public HashSet<string> KindStems => field ??= PolicyCheck.StemsOf(string.Join(' ', Products.Select(product => product.Type)));

    /// <summary>What they are called, with their article numbers.</summary>
    public string ProductNames => string.Join('\n', Products.SelectMany(product => product.Variants.Select(variant => $"{variant.Title} {variant.Sku}").Prepend(product.Title)));

    public IEnumerable<Amount> ShopAmounts => ShopLines.Where(line => !line.IsTitled).SelectMany(line => line.Amounts);

    /// <summary>What the shop charges, as opposed to what an order must come to.</summary>
    public IEnumerable<Amount> ShopFees => ShopLines.Where(line => !line.IsTitled).SelectMany(line => line.Fees);

    public IReadOnlyList<Amount> CustomerAmounts => _customerAmounts ??= [.. Amount.In(CustomerText), .. Amount.BareIn(CustomerText)];

    public static IEnumerable<Money> PricesOfAll(Sentence sentence) => sentence.About.SelectMany(mention => PricesOf(mention.Product));

    /// <summary>What reduced products cost before.</summary>
    public static IEnumerable<Money> EarlierPricesOf(Product product) => product.Variants.Select(variant => variant.Before).OfType<Money>();

    public static IEnumerable<Money> PricesOf(Product product) => product.Variants.Select(variant => variant.Price).OfType<Money>();
}
