using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GptMessenger.Api.Facebook;
using GptMessenger.Api.Simulator;

namespace GptMessenger.Api.Tests.Simulator;

public sealed class SignedWebhookTests
{
    private const string Secret = "a-secret";

    [Theory]
    [InlineData("äöå", @"\u00e4\u00f6\u00e5")]
    [InlineData("https://x.example/a", @"https:\/\/x.example\/a")]
    [InlineData("😊", @"\ud83d\ude0a")]
    [InlineData("a \"quoted\" word", @"a \""quoted\"" word")]
    [InlineData(@"C:\users\u00E4", @"C:\\users\\u00E4")]
    [InlineData("two\nlines\u2028", @"two\nlines\u2028")]
    [InlineData("bell\u0007 nbsp\u00a0", @"bell\u0007 nbsp\u00a0")]
    [InlineData("1 < 2 & 'x' + 50%", "1 < 2 & 'x' + 50%")]
    public void Text_IsEscapedAsMetaDoes(string text, string escaped)
    {
        var webhook = SignedWebhook.Of(new JsonObject { ["text"] = text }, Secret);

        Encoding.ASCII.GetString(webhook.Body.Span).Should().Be($$"""{"text":"{{escaped}}"}""");
        JsonNode.Parse(webhook.Body.Span)!["text"]!.GetValue<string>().Should().Be(text);
    }

    [Fact]
    public void Signature_IsOverTheBytesSent()
    {
        var webhook = SignedWebhook.Of(new JsonObject { ["text"] = "Håper / 😊" }, Secret);

        string expected = Convert.ToHexString(new HMACSHA256(Encoding.UTF8.GetBytes(Secret)).ComputeHash(webhook.Body.ToArray())).ToLowerInvariant();
        webhook.Signature.Should().Be($"sha256={expected}");
        WebhookSignature.Check(webhook.Signature, webhook.Body.Span, [Encoding.UTF8.GetBytes(Secret)]).Should().Be(SignatureCheck.Valid);
        WebhookSignature.Check(webhook.Signature, webhook.Body.Span, ["another"u8.ToArray()]).Should().Be(SignatureCheck.Wrong);
    }
}
