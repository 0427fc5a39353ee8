using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>What an answer may rest on.</summary>
/// <param name="Products">Those that the model was shown, in the order of their references.</param>
/// <param name="Shop">What the shop says of itself: the authority on fees, times and discounts.</param>
/// <param name="Page">What the page says of itself, likewise.</param>
/// <param name="Conversation">Who said what. A person of the shop is an authority, too; a customer may be quoted and is none.</param>
/// <param name="PromptText">The prompt's own words, which are nobody's business.</param>
internal sealed record Evidence(
    IReadOnlyList<Product> Products, Shop Shop, PageProfile Page, IReadOnlyList<MessengerEvent> Conversation, string PromptText)
{
    private string? _shopText, _customerText, _productText;
    private IReadOnlyList<Amount>? _shopAmounts, _customerAmounts;

    /// <summary>Everything that the shop itself says outside its products.</summary>
    public string ShopText => _shopText ??= string.Join('\n', (IEnumerable<string?>)
    [
        Shop.Name, Shop.Email, Shop.Storefront?.OriginalString, .. Shop.Policies.SelectMany(policy => (string[])[policy.Title, policy.Text]), .. Shop.Facts.Select(fact => $"{fact.Name}: {fact.Value}"),
        Page.Name, Page.Phone, Page.Email, .. Page.OpeningHours, .. Page.Facts.Select(fact => $"{fact.Name}: {fact.Value}"),
        .. Conversation.Where(said => said.Kind == EventKind.Echo && !Domain.Replies.ReplyPart.IsOurs(said.Metadata)).Select(said => said.Text),
    ]);

    public string CustomerText => _customerText ??= string.Join('\n', Conversation.Where(said => !said.IsFromPage).Select(said => said.Text));

    /// <summary>What the products say of themselves: good for what they are made of, and for no promise.</summary>
    public string ProductText => _productText ??= string.Join('\n', Products.SelectMany(product =>
        (string[])[product.Title, product.Type, product.Vendor, product.Description, .. product.Tags, .. product.Variants.Select(variant => $"{variant.Title} {variant.Sku}")]));

    public IReadOnlyList<Amount> ShopAmounts => _shopAmounts ??= Amount.In(ShopText);

    public IReadOnlyList<Amount> CustomerAmounts => _customerAmounts ??= [.. Amount.In(CustomerText), .. Amount.BareIn(CustomerText)];

    public static IEnumerable<Money> PricesOfAll(Sentence sentence) => sentence.About.SelectMany(mention => PricesOf(mention.Product));

    public static IEnumerable<Money> PricesOf(Product product) => product.Variants.Select(variant => variant.Price).OfType<Money>();
}
