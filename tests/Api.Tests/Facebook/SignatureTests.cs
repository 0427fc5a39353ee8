using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using GptMessenger.Api.Tests.Running;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Facebook;

/// <summary>Only what the app's secret signed is taken. The digests here were computed with openssl, not with this product.</summary>
[Collection(RunningProductTests.Name)]
public sealed class SignatureTests(RunningProduct running)
{
    private const string Ascii = """{"object":"page","entry":[]}""";
    private const string AsciiSigned = "c9a7ec4c7a5c6d6d060d98e2ef6d0a48af36d279491a827423174324edae6bc8";
    private const string AsciiSha1 = "8ab9e35af6a5eb4de446aff7f3cfa132b12fcc34";

    private const string Escaped =
        """{"object":"page","entry":[{"id":"100000000000001","time":1767261600400,"messaging":[{"sender":{"id":"200000000000002"}"""
        + ""","recipient":{"id":"100000000000001"},"timestamp":1767261600123,"message":{"mid":"m_vector","text":"Bl\u00e5b\u00e6r \ud83e\uded0 5\/6 100\u0025"}}]}]}""";

    private const string EscapedSigned = "e71f99b39276d5be8f14094f03323ccd85b0a3fc7847be133efe10659283d26f";

    private const string Reencoded =
        """{"object":"page","entry":[{"id":"100000000000001","time":1767261600400,"messaging":[{"sender":{"id":"200000000000002"}"""
        + ""","recipient":{"id":"100000000000001"},"timestamp":1767261600123,"message":{"mid":"m_vector","text":"Blåbær 🫐 5/6 100%"}}]}]}""";

    private const string ReencodedSigned = "cd18fe07d2dc51769e9962c8f0a9c38ea194bae8b266fbfad92d669a989e819b";

    [Fact]
    public async Task BodyInAscii_IsTakenWithItsSignature()
    {
        using var response = await PostAsync(Ascii, $"sha256={AsciiSigned}");

        await response.ShouldBeSuccessAsync();
    }

    [Fact]
    public async Task EscapedBody_IsTakenWithTheSignatureOverItsBytes()
    {
        using var response = await PostAsync(Escaped, $"sha256={EscapedSigned}");

        await response.ShouldBeSuccessAsync();
        await running.Outside.SentToAsync("200000000000002", 1);
        running.Outside.Prompts.Should().Contain(prompt => prompt.Contains("Blåbær 🫐 5/6 100%", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Escaped, ReencodedSigned)]
    [InlineData(Reencoded, EscapedSigned)]
    [InlineData(Ascii + " ", AsciiSigned)]
    public async Task SignatureOverOtherBytes_IsRefused(string body, string digest)
    {
        using var response = await PostAsync(body, $"sha256={digest}");

        await ShouldBeRefusedAsync(response, body);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(AsciiSigned)]
    [InlineData("sha256=")]
    [InlineData("SHA256=" + AsciiSigned)]
    [InlineData("sha256=" + AsciiSigned + "00")]
    [InlineData("sha256= " + AsciiSigned)]
    [InlineData("sha256=c9a7ec4c7a5c6d6d060d98e2ef6d0a48af36d279491a827423174324edae6bc")]
    [InlineData("sha256=g9a7ec4c7a5c6d6d060d98e2ef6d0a48af36d279491a827423174324edae6bc8")]
    [InlineData("sha256=d9a7ec4c7a5c6d6d060d98e2ef6d0a48af36d279491a827423174324edae6bc8")]
    [InlineData("sha1=" + AsciiSha1)]
    public async Task MissingMalformedOrWrongSignature_IsRefused(string? header)
    {
        using var response = await PostAsync(Ascii, header);

        await ShouldBeRefusedAsync(response, Ascii);
    }

    [Fact]
    public async Task OldSignatureAlone_IsRefused()
    {
        using var request = Request(Ascii);
        request.Headers.Add("X-Hub-Signature", $"sha1={AsciiSha1}");
        using var response = await running.Product.Http.SendAsync(request);

        await ShouldBeRefusedAsync(response, Ascii);
    }

    [Fact]
    public async Task TwoSignatures_AreRefused()
    {
        using var request = Request(Ascii);
        request.Headers.Add("X-Hub-Signature-256", [$"sha256={AsciiSigned}", $"sha256={AsciiSigned}"]);
        using var response = await running.Product.Http.SendAsync(request);

        await ShouldBeRefusedAsync(response, Ascii);
    }

    [Fact]
    public async Task SecretsWhileOneIsReplaced_AreBothTaken()
    {
        using var old = await running.Product.PostAsync(Ascii, Product.OldAppSecret);
        using var current = await running.Product.PostAsync(Ascii, Product.AppSecret);
        using var both = await running.Product.PostAsync(Ascii, $"{Product.OldAppSecret}, {Product.AppSecret}");

        await old.ShouldBeSuccessAsync();
        await current.ShouldBeSuccessAsync();
        await ShouldBeRefusedAsync(both, Ascii);
    }

    private static async Task ShouldBeRefusedAsync(HttpResponseMessage response, string body)
    {
        string problem = await response.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        foreach (string secret in new[] { Product.AppSecret, Product.OldAppSecret })
        {
            problem.Should().NotContain(secret)
                .And.NotContainEquivalentOf(Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body))));
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string? signature)
    {
        using var request = Request(body);
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", signature).Should().BeTrue();
        }

        return await running.Product.Http.SendAsync(request);
    }

    private static HttpRequestMessage Request(string body) => new(HttpMethod.Post, "/facebook/webhook")
    {
        Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };
}
