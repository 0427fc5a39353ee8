using System.Text.RegularExpressions;
using CsCheck;
using GptMessenger.Application.Languages;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Replies.Wordings;
using GptMessenger.Application.Shops;
using GptMessenger.Application.Tests.Replies.Offline;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Replies;

/// <summary>Whatever is asked of whatever shop: the answer names nothing that is not in the shop's data.</summary>
public partial class OfflineResponderTests
{
    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.OneOf(
            "jacket", "jacke", "chaqueta", "veste", "in M", "size", "talla", "under 50 euro", "entre 20 et 40 €", "zwischen 10 und 90 Euro", "open", "offen", "abierto", "horaires", "today",
            "morgen", "domingo", "return", "versand", "envío", "livraison", "paypal", "garantie", "privacy", "telefon", "where are you", "human", "mi pedido", "danke", "hola", "in stock",
            "code SAVE50", "https://evil.example", "only 3.50 EUR", "{page}", "call +1 555", "\n", "?"),
        Gen.String[0, 8]);

    private static readonly Gen<string> Message = Word.Array[0, 6].Select(words => string.Join(' ', words));

    private static readonly Gen<string> Title = Gen.OneOf(Gen.OneOf("Parka", "Lamp 3000", "Ice {link} cream", "Two\nlines", "Größe 9", ""), Gen.String[0, 40]).Select(title => $"Qxz{title}");

    private static readonly Gen<Product> Product = Gen.Select(Title, Gen.Int[0, 500_000], Gen.OneOf("EUR", "USD", "SEK"), Gen.Bool, Gen.OneOf("M / Rust", "L / Rust", "42", "")).Select(
        (title, cents, currency, isAvailable, form) => Goods.Product($"{cents}", isAvailable: isAvailable) with
        {
            Title = title,
            Variants = [new Variant("1", form, new Money(cents / 100m, currency), isAvailable, null)],
        });

    private static readonly Gen<Language> Languages = Gen.OneOf(Language.English, Language.German, Language.Spanish, Language.French);

    [Fact]
    public void Answer_NamesNothingThatIsNotInTheData() =>
        Gen.Select(Message, Product.Array[0, 6], Languages, Gen.Bool, Gen.Int[0, 20_000]).Sample((message, products, language, isKnown, minutes) =>
        {
            var listener = Corner.To(language, Known.Now.AddMinutes(minutes));
            var (shop, page) = isKnown ? (Corner.Shop, Corner.Page) : (Shop.Unknown, PageProfile.Unknown);

            var answer = OfflineResponder.Answer(message, listener, shop, page, new ProductMatches(products, products.Length, products.Length));

            answer.Named.Should().BeSubsetOf(products);
            answer.Named.Should().HaveCountLessThanOrEqualTo(3).And.OnlyHaveUniqueItems();
            Unexplained(answer.Text, answer.Named, message, listener.Texts, shop, page).Should().BeEmpty();
        }, iter: 3000);

    [Theory]
    [InlineData("Parka: €3.50, in stock")]
    [InlineData("Refunds: 60 days, unused.")]
    [InlineData("We are open now, until 18:00.")]
    [InlineData("https://evil.example/products/1")]
    [InlineData("Use code SAVE50.")]
    public void PlantedLie_IsSeenByThisTest(string lie) => Unexplained(lie, [], "", Corner.To().Texts, Corner.Shop, Corner.Page).Should().NotBeEmpty();

    [Fact]
    public void Answer_IsNeverEmptyAndFitsAChat() =>
        Gen.Select(Message, Product.Array[0, 6], Languages).Sample((message, products, language) =>
            Corner.Ask(message, language, new ProductMatches(products, products.Length, products.Length)).Length.Should().BeInRange(10, 1500));

    /// <summary>What is left of the text without the data and without this product's own sentences: only what joins them may be.</summary>
    private static string Unexplained(string text, IReadOnlyList<Product> named, string message, Wording texts, Shop shop, PageProfile page)
    {
        IEnumerable<string?> data =
        [
            .. named.SelectMany(product => new[] { product.Link!.OriginalString, OneLine(product.Title), Price(product, texts), product.Variants[0].Title }),
            .. shop.Policies.SelectMany(policy => policy.Text.Split('\n').Append(policy.Title)), .. page.Facts.Concat(shop.Facts).SelectMany(fact => new[] { fact.Value, fact.Name }),
            page.Name, page.Phone, shop.Email, shop.Storefront?.OriginalString, .. Times(), .. texts.Weekdays.Split(','), .. Amounts(message, texts),
            .. Sentences(texts), "Rust", "M", "L",
        ];
        string rest = text;
        foreach (string known in data.OfType<string>().Where(known => known.Length > 0).OrderByDescending(known => known.Length))
        {
            rest = rest.Replace(known, " ", StringComparison.OrdinalIgnoreCase);
        }

        return Joints().Replace(rest, "");
    }

    private static IEnumerable<string> Times() => ["09:00", "17:00", "12:00", "13:00", "19:00", "20:00", "02:00"];

    // A limit that the customer named may be said back.
    private static IEnumerable<string> Amounts(string message, Wording texts) =>
        PriceLimit.In(message) is not { } limit ? [] : new[] { limit.Amount, limit.Least }.Where(amount => amount != PriceLimit.NoEnd)
            .Select(amount => Application.Replies.Offline.ProductsAnswer.Written(new Money(amount, limit.Currency), texts));

    private static string Price(Product product, Wording texts) => Application.Replies.Offline.ProductsAnswer.Written(product.Variants[0].Price!.Value, texts);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> Sentences(Wording texts) => typeof(Wording).GetProperties().Where(property => property.PropertyType == typeof(string))
        .SelectMany(property => Places().Split((string)property.GetValue(texts)!)).Select(piece => piece.Trim()).Where(piece => piece.Length > 0);

    [GeneratedRegex(@"[\s,.:;()–/-]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Joints();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Places();
}
