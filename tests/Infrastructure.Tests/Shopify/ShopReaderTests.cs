using System.Text.Json;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Shopify;

namespace GptMessenger.Infrastructure.Tests.Shopify;

public sealed class ShopReaderTests
{
    [Fact]
    public void GraphQlShop_IsUnderstood()
    {
        var shop = Read("""
            {"data":{"shop":{"name":"Lamp Shop","description":"Light.","email":"owner@lamps.example","contactEmail":"hi@lamps.example",
              "myshopifyDomain":"lamps.myshopify.com","primaryDomain":{"host":"lamps.example","url":"https://lamps.example/"},"currencyCode":"EUR",
              "shipsToCountries":["DE","AT"],"taxesIncluded":true,"shopAddress":{"city":"Ulm","zip":"89073","countryCodeV2":"DE"},
              "shopPolicies":[{"type":"REFUND_POLICY","title":"Refund policy","body":"<p>30 days.</p><p>Unused.</p>"},{"type":"PRIVACY_POLICY","title":"Privacy","body":""}]}},
             "extensions":{"cost":{}}}
            """);

        shop.Should().BeEquivalentTo(new Shop
        {
            Name = "Lamp Shop",
            Currency = "EUR",
            Storefront = new Uri("https://lamps.example/"),
            Email = "hi@lamps.example",
            Policies = [new ShopPolicy(PolicyKind.Refund, "Refund policy", "30 days.\nUnused.")],
            Facts =
            [
                new Fact("Description", "Light."), new Fact("Ships to", "DE, AT"), new Fact("Address", "89073 Ulm, DE"),
                new Fact("Taxes", "Prices include taxes"),
            ],
        });
    }

    [Fact]
    public void RestShop_IsUnderstood()
    {
        var shop = Read("""
            {"shop":{"id":1,"name":"Lamp Shop","email":"owner@lamps.example","customer_email":"hi@lamps.example","domain":"lamps.example","phone":"5550100",
              "myshopify_domain":"lamps.myshopify.com","currency":"USD","address1":"1 Example Street","zip":"95014","city":"Cupertino","country_name":"United States","taxes_included":null},
             "policies":[{"title":"Shipping policy","handle":"shipping-policy","body":"Two days."}]}
            """);

        shop.Storefront.Should().Be("https://lamps.example");
        (shop.Currency, shop.Email).Should().Be(("USD", "hi@lamps.example"));
        shop.Policies.Should().Equal(new ShopPolicy(PolicyKind.Shipping, "Shipping policy", "Two days."));
        shop.Facts.Should().Equal(new Fact("Phone", "5550100"), new Fact("Address", "1 Example Street, 95014 Cupertino, United States"));
    }

    [Theory]
    [InlineData("""{"shop":{"primary_locale":"de","iana_timezone":"Europe/Berlin"}}""", "de", "Europe/Berlin")]
    [InlineData("""{"data":{"shop":{"name":"A","ianaTimezone":"Europe/Oslo"},"shopLocales":[{"locale":"fr","primary":false},{"locale":"es-MX","primary":true}]}}""", "es-MX", "Europe/Oslo")]
    [InlineData("""{"shop":{"name":"A","primary_locale":7,"shopLocales":[3,{"primary":true}]}}""", "7", null)]
    [InlineData("""{"shop":{"name":"A","shopLocales":"de"}}""", null, null)]
    public void LanguageAndTimeZone_AreRead(string file, string? locale, string? timeZone)
    {
        var shop = Read(file);

        (shop.Locale, shop.TimeZone).Should().Be((locale, timeZone));
    }

    [Fact]
    public void BareShop_IsUnderstood() => Read("""{"name":"A","currency":"EUR"}""").Name.Should().Be("A");

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"data":{"shop":null}}""")]
    [InlineData("""{"shop":[]}""")]
    [InlineData("3")]
    public void FileThatSaysNothing_IsNoFault(string file)
    {
        var shop = Read(file);

        (shop.Name, shop.Storefront, shop.Policies.Count, shop.Facts.Count).Should().Be((null, null, 0, 0));
    }

    [Theory]
    [InlineData("<p>A <b>soft</b>, warm lamp.</p>", "A soft, warm lamp.")]
    [InlineData("<ul>\n<li>One</li>\n<li>Two</li>\n</ul>", "One\nTwo")]
    [InlineData("5 &lt; 6 &amp; &euro;&nbsp;7", "5 < 6 & € 7")]
    [InlineData("&lt;b&gt;not markup&lt;/b&gt;", "<b>not markup</b>")]
    [InlineData("a < b and c > d", "a < b and c > d")]
    [InlineData("Before<script>alert('x')</script><style>p{}</style><!-- no -->after", "Before after")]
    [InlineData("plain\ntext", "plain\ntext")]
    [InlineData("first<br/>second", "first\nsecond")]
    public void Html_BecomesPlainText(string html, string text) => HtmlText.Plain(html).Should().Be(text);

    [Fact]
    public void EndlessMarkup_DoesNotTakeForEver()
    {
        HtmlText.Plain(string.Concat(Enumerable.Repeat("<a", 200_000))).Should().NotBeNull();
        HtmlText.Plain(string.Concat(Enumerable.Repeat("<!--", 200_000))).Should().NotBeNull();
    }

    private static Shop Read(string json) => ShopReader.Read(JsonDocument.Parse(json).RootElement);
}
