using System.Text;
using System.Text.Json;
using GptMessenger.Api.Shopify;
using GptMessenger.Application.Shops;

namespace GptMessenger.Api.Tests.Shopify;

public sealed class ShopifySignatureTests
{
    private const string Body = """{"id":788032119674292922,"title":"Tent — 3 \u00e5r","price":"199.00"}""";

    /// <summary>Of <see cref="Body"/>: <c>openssl dgst -sha256 -hmac SECRET -binary | base64</c>.</summary>
    private const string Signature = "ZFIzfh3rCx6pOqLbXg0rQu6dEJiw4jjEMfxNR2XmGTA=", OldSignature = "8ic9mHLK6R4ou5RLLWHhzPkCicPj3XDdWyF4qnn1G68=";

    /// <summary>The same, of nothing.</summary>
    private const string SignatureOfNothing = "SAN54nNuJQZAlfjTvrUfStow0eboOSLCi1DN/OOdD4U=";

    private static readonly byte[][] Secrets = ["shpss-secret-in-tests"u8.ToArray(), "the-old-secret-in-tests"u8.ToArray()];

    [Theory]
    [InlineData(Signature)]
    [InlineData(OldSignature)]
    public void SignatureWithEitherSecret_IsValid(string signature) => ShopifySignature.IsValid(signature, Encoding.UTF8.GetBytes(Body), Secrets).Should().BeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AFIzfh3rCx6pOqLbXg0rQu6dEJiw4jjEMfxNR2XmGTA=")]
    [InlineData("ZFIzfh3rCx6pOqLbXg0rQu6dEJiw4jjEMfxNR2XmGT")]
    [InlineData("6452337e1deb0b1ea93aa2db5e0d2b42ee9d1098b0e238c431fc4d4765e61930")]
    [InlineData("ZFIzfh3rCx6pOqLbXg0rQu6dEJiw4jjEMfxNR2XmGTA=ZFIzfh3rCx6pOqLbXg0rQu6dEJiw4jjEMfxNR2XmGTA=")]
    public void AnythingElse_IsNot(string? signature) => ShopifySignature.IsValid(signature, Encoding.UTF8.GetBytes(Body), Secrets).Should().BeFalse();

    [Fact]
    public void ChangedBody_IsNotSigned() => ShopifySignature.IsValid(Signature, Encoding.UTF8.GetBytes(Body.Replace("199", "1", StringComparison.Ordinal)), Secrets).Should().BeFalse();

    [Fact]
    public void Nothing_IsNotSigned() => ShopifySignature.IsValid(SignatureOfNothing, [], Secrets).Should().BeFalse();

    [Fact]
    public void WithoutASecret_NothingIsValid() => ShopifySignature.IsValid(Signature, Encoding.UTF8.GetBytes(Body), []).Should().BeFalse();

    [Theory]
    [InlineData("products/update", """{"id":788032119674292922}""", NoticeKind.Product, "788032119674292922")]
    [InlineData("PRODUCTS/delete", """{"id":7}""", NoticeKind.Product, "7")]
    [InlineData("inventory_levels/update", """{"inventory_item_id":271878346596884015,"location_id":1,"available":null}""", NoticeKind.Stock, "271878346596884015")]
    [InlineData("shop/update", "{}", NoticeKind.Shop, "")]
    [InlineData("app/uninstalled", "{}", NoticeKind.Uninstalled, "")]
    [InlineData("shop/redact", """{"shop_id":1,"shop_domain":"a"}""", NoticeKind.ShopRedact, "")]
    [InlineData("customers/data_request", """{"customer":{"id":1,"email":"a@b.example"},"data_request":{"id":9}}""", NoticeKind.CustomerDataRequest, "1/9")]
    [InlineData("customers/redact", """{"customer":{"id":1,"email":"a@b.example"}}""", NoticeKind.CustomerRedact, "1/0")]
    public void Notice_SaysWhatItIsAbout(string topic, string payload, NoticeKind kind, string subject)
    {
        var notice = Read(topic, payload, "2026-11-22T14:45:00.123456789Z")!;

        notice.Should().BeEquivalentTo(new { Kind = kind, Subject = subject });
        notice.At.Should().BeCloseTo(new DateTimeOffset(2026, 11, 22, 14, 45, 0, 123, TimeSpan.Zero), TimeSpan.FromMilliseconds(1));
        notice.Id.Should().MatchRegex("^[0-9a-f]{32}$").And.Be(Read(topic, payload, null)!.Id);
    }

    [Theory]
    [InlineData("orders/create", "{\"id\":1}")]
    [InlineData("products/update", "{}")]
    [InlineData("products/update", "{\"id\":\"../../1\"}")]
    [InlineData("products/update", "[1]")]
    [InlineData("products/update", "{\"id\":-1}")]
    public void NoticeAboutNothingKnown_IsNone(string topic, string payload) => Read(topic, payload, null).Should().BeNull();

    [Fact]
    public void NoticeOfTheFuture_IsOfNow() => Read("shop/update", "{}", "2999-01-01T00:00:00Z")!.At.Year.Should().Be(2026);

    private static ShopNotice? Read(string topic, string payload, string? triggeredAt) =>
        ShopifyNotice.Read(topic, "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043", triggeredAt, JsonSerializer.Deserialize<JsonElement>(payload), new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));
}
