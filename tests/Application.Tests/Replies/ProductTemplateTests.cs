using CsCheck;
using GptMessenger.Application.Languages;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Replies.Wordings;
using GptMessenger.Domain.Replies;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Replies;

public class ProductTemplateTests
{
    private static readonly Wording English = Wording.In(Language.English);

    private static readonly Shop Shop = new() { Storefront = new Uri("https://shop.example") };

    private static readonly Product Boot = Goods.Product("Boot") with
    {
        Id = "81", Images = [new Uri("https://cdn.example/boot.jpg?v=1")], Variants = [new Variant("4100000000001", "", new Money(19.90m, "EUR"), IsAvailable: true, null)],
    };

    [Fact]
    public void Product_IsACardWithItsPageItsPictureAndAFilledCart() => Card(Boot).Should().BeEquivalentTo(new ReplyCard("Boot")
    {
        Subtitle = "19.90 EUR",
        Image = Boot.Images[0],
        Link = Boot.Link,
        Buttons = [new ReplyButton("View in shop", Boot.Link!), new ReplyButton("Add to cart", new Uri("https://shop.example/cart/4100000000001:1"))],
    });

    [Theory]
    [InlineData("https://shop.example/products/Bl%C3%A5b%C3%A6r")]
    [InlineData("https://shop.example/products/Blåbær?variant=1#top")]
    [InlineData("http://SHOP.example:80/a/../b")]
    public void Link_IsAsTheCatalogueHasIt(string link)
    {
        var card = Card(Boot with { Link = new Uri(link) });

        card.Link!.OriginalString.Should().Be(link);
        card.Buttons[0].Link.OriginalString.Should().Be(link);
    }

    [Fact]
    public void SoldOutProduct_SaysSoAndHasNoCart()
    {
        var card = Card(Boot with { Variants = [Boot.Variants[0] with { IsAvailable = false }] });

        card.Subtitle.Should().Be("19.90 EUR · sold out at the moment");
        card.Buttons.Select(button => button.Title).Should().Equal("View in shop");
    }

    [Fact]
    public void SeveralForms_AreChosenInTheShop()
    {
        var card = Card(Boot with { Variants = [Boot.Variants[0], Boot.Variants[0] with { Id = "42", Title = "M", Price = new Money(25m, "EUR"), IsAvailable = false }] });

        card.Subtitle.Should().Be("19.90-25 EUR");
        card.Buttons.Should().ContainSingle();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("gid://shopify/ProductVariant/41")]
    [InlineData("41:1,42")]
    [InlineData("٤١")]
    [InlineData("123456789012345678901")]
    public void VariantWithoutANumber_HasNoCart(string? id) => Card(Boot with { Variants = [Boot.Variants[0] with { Id = id }] }).Buttons.Should().ContainSingle();

    [Theory]
    [InlineData(null)]
    [InlineData("ftp://shop.example")]
    public void UnknownDomain_HasNoCart(string? storefront) =>
        ProductTemplate.Of([Boot], new Shop { Storefront = storefront is null ? null : new Uri(storefront) }, English)[0].Buttons.Should().ContainSingle();

    [Fact]
    public void PictureAlone_IsACard_AndOnlyASecureOneIsShown()
    {
        Card(Boot with { Link = null }).Buttons.Should().ContainSingle().Which.Title.Should().Be("Add to cart");
        Card(Boot with { Images = [new Uri("http://cdn.example/boot.jpg")] }).Image.Should().BeNull();
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "http://cdn.example/boot.jpg")]
    [InlineData("javascript:alert(1)", "data:image/png;base64,AAAA")]
    public void NeitherPageNorPicture_IsNoCard(string? link, string? image) => ProductTemplate.Of(
        [Boot with { Link = link is null ? null : new Uri(link), Images = image is null ? [] : [new Uri(image)] }], Shop, English).Should().BeEmpty();

    [Fact]
    public void ProductWithoutAName_IsNoCard() => ProductTemplate.Of([Boot with { Title = " \n" }], Shop, English).Should().BeEmpty();

    [Fact]
    public void Products_KeepTheirOrderOnceEach_TenAtMost()
    {
        var named = Enumerable.Range(1, 14).Select(i => Boot with { Id = $"{i % 13}", Title = $"Boot {i}" }).Prepend(Boot with { Id = "none", Link = null, Images = [] });

        ProductTemplate.Of(named, Shop, English).Select(card => card.Title).Should().Equal(Enumerable.Range(1, 10).Select(i => $"Boot {i}"));
    }

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.German)]
    [InlineData(Language.Spanish)]
    [InlineData(Language.French)]
    public void Words_AreInTheCustomersLanguage_AndFitOnAButton(Language language)
    {
        var texts = Wording.In(language);

        ProductTemplate.Of([Boot], Shop, texts)[0].Buttons.Select(button => button.Title).Should().Equal(texts.ViewInShop, texts.AddToCart);
        ProductTemplate.Of([Boot with { Variants = [] }], Shop, texts)[0].Subtitle.Should().Be($"{texts.PriceOnRequest} · {texts.SoldOut}");
        new[] { texts.ViewInShop, texts.AddToCart }.Should().OnlyContain(word => word.Length <= 20);
    }

    [Fact]
    public void LongTitle_IsCutBetweenGraphemes()
    {
        Card(Boot with { Title = new string('a', 80) }).Title.Should().HaveLength(80).And.EndWith("a");
        Card(Boot with { Title = $"{new string('a', 78)}👍🏽 and more" }).Title.Should().Be($"{new string('a', 78)}…");
        Card(Boot with { Title = $"Boot\n \t for  {new string('a', 90)}" }).Title.Should().StartWith("Boot for a");
    }

    [Fact]
    public void AnyTitle_IsWithinTheLimitAndStaysText() => Gen.String[Gen.Char, 1, 200].Sample(title =>
    {
        string mended = string.Concat(title.EnumerateRunes());
        var cards = ProductTemplate.Of([Boot with { Title = mended }], Shop, English);
        return cards.Count == 0 ? string.IsNullOrWhiteSpace(mended) : cards[0].Title.Length is > 0 and <= 80 && !HasHalfAPair(cards[0].Title);
    });

    [Fact]
    public void GraphemeLongerThanTheLimit_IsCutBetweenCodePoints() =>
        Card(Boot with { Title = $"a{string.Concat(Enumerable.Repeat("\U0001D165", 60))}" }).Title.Should().Match<string>(title => title.Length <= 80 && !HasHalfAPair(title));

    private static bool HasHalfAPair(string text) => text.EnumerateRunes().Any(rune => rune.Value == 0xFFFD) && !text.Contains('\uFFFD', StringComparison.Ordinal);

    private static ReplyCard Card(Product product) => ProductTemplate.Of([product], Shop, English).Should().ContainSingle().Subject;
}
