using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using GptMessenger.Api.Tests.Running;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Facebook;

/// <summary>What the endpoint takes and what it does not, whatever the events are.</summary>
[Collection(RunningProductTests.Name)]
public sealed class WebhookTests(RunningProduct running)
{
    private const int Limit = 4 * 1024 * 1024;

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task OtherMethod_IsNotAllowed(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/facebook/webhook");
        using var response = await running.Product.Http.SendAsync(request);

        await response.ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.Should().BeEquivalentTo("GET", "POST");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task OtherMediaType_IsUnsupported(string? type)
    {
        using var response = await PostAsync(new ByteArrayContent("{}"u8.ToArray()), "{}"u8.ToArray(), type);

        await response.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task JsonWithACharset_IsTaken()
    {
        byte[] body = """{"object":"page","entry":[]}"""u8.ToArray();
        using var response = await PostAsync(new ByteArrayContent(body), body, "application/json; charset=utf-8");

        await response.ShouldBeSuccessAsync();
    }

    [Fact]
    public async Task BodyOfExactlyTheLimit_IsTaken()
    {
        using var response = await running.Product.PostAsync(Encoding.ASCII.GetBytes("""{"object":"page","entry":[]}""".PadRight(Limit)));

        await response.ShouldBeSuccessAsync();
    }

    [Fact]
    public async Task BodyAboveTheLimit_IsTooLarge()
    {
        using var response = await running.Product.PostAsync(Encoding.ASCII.GetBytes("""{"object":"page","entry":[]}""".PadRight(Limit + 1)));

        await response.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task BodyAboveTheLimitOfUnknownLength_IsTooLarge()
    {
        byte[] body = Encoding.ASCII.GetBytes("""{"object":"page","entry":[]}""".PadRight(Limit + 1));
        using var response = await PostAsync(new UnknownLength(body), body, "application/json");

        await response.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task BodyOfUnknownLength_IsTaken()
    {
        byte[] body = Encoding.ASCII.GetBytes("""{"object":"page","entry":[]}""".PadRight(100_000));
        using var response = await PostAsync(new UnknownLength(body), body, "application/json");

        await response.ShouldBeSuccessAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("""{"object":"page","entry":[]""")]
    [InlineData("""{"object":"page","entry":[],}""")]
    [InlineData("""{"object":"page","entry":[]} {}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"page\"")]
    [InlineData("{}")]
    [InlineData("""{"object":null,"entry":[]}""")]
    [InlineData("""{"object":"instagram","entry":[]}""")]
    [InlineData("""{"object":"user","entry":[]}""")]
    [InlineData("""{"object":["page"],"entry":[]}""")]
    [InlineData("""{"object":"page","entry":{}}""")]
    [InlineData("""{"object":"page","entry":null}""")]
    [InlineData("""{"field":"messages","value":{"sender":{"id":"12334"},"recipient":{"id":"23245"},"timestamp":"1527459824","message":{"mid":"m","text":"hi"}}}""")]
    public async Task NoPayloadOfAPage_IsABadRequest(string body)
    {
        using var response = await running.Product.PostAsync(body);

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task JsonFarTooDeep_IsABadRequest()
    {
        string deep = $$"""{"object":"page","entry":[{"x":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}]}""";
        using var response = await running.Product.PostAsync(deep);

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task BytesThatAreNoText_AreABadRequest()
    {
        var customer = running.NewCustomer();
        byte[] body = Encoding.UTF8.GetBytes(MetaJson.Message(Product.Page, customer.Id, customer.NextMid(), "#"));
        body[Array.IndexOf(body, (byte)'#')] = 0xFF;

        using var response = await running.Product.PostAsync(body);

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        customer.Stored().Should().BeEmpty("no JSON reader would open the file again");
    }

    [Theory]
    [InlineData("""
        "\ud83d":{}
        """)]
    [InlineData("""
        "message":{"mid":"m_s","\ud83d":1,"text":"\ude00","\udc00x":{"\ud83d":2}}
        """)]
    [InlineData("""
        "message":{"mid":"m_\ud83d","text":"\ude00"}
        """)]
    [InlineData("""
        "\u0000":1,"message":{"mid":"m_\u0000","text":"\u0000 \u001b[31m"}
        """)]
    [InlineData("""
        "message":{"mid":"m_1e","text":"x"},"message":{"mid":"m_2e","text":"y"}
        """)]
    [InlineData("""
        "timestamp":1e400,"message":{"mid":12345678901234567890123,"text":5}
        """)]
    public async Task StrangeEvent_IsAccepted(string what)
    {
        var customer = running.NewCustomer();
        await running.Product.DeliverAsync(MetaJson.Body(Product.Page, MetaJson.Event(Product.Page, customer.Id, what)));

        await customer.AskAsync("Still there?");
    }

    [Theory]
    [InlineData("/facebook")]
    [InlineData("/facebook/webhook/x")]
    [InlineData("/swagger")]
    public async Task UnknownPath_IsNotFound(string path)
    {
        using var response = await running.Product.Http.GetAsync(path);

        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_IsGood(string path)
    {
        using var response = await running.Product.Http.GetAsync(path);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> PostAsync(HttpContent content, byte[] body, string? type)
    {
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/facebook/webhook") { Content = content };
        request.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Product.AppSecret), body))}");
        return await running.Product.Http.SendAsync(request);
    }

    /// <summary>Leaves as chunks: nobody says how long it will be.</summary>
    private sealed class UnknownLength(byte[] body) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(body).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
