using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Monitoring;

public sealed class TraceTests : IAsyncLifetime
{
    private Outside _outside = null!;
    private Collector _collector = null!;
    private Product _product = null!;

    public async Task InitializeAsync()
    {
        _outside = await Outside.StartAsync();
        _collector = await Collector.StartAsync();
        _product = await Product.StartAsync(_outside, settings:
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_METRIC_EXPORT_INTERVAL", "200"), ("REPLY_QUIET_MS", "300"),
        ]);
    }

    public async Task DisposeAsync()
    {
        await _product.DisposeAsync();
        await _outside.DisposeAsync();
        await _collector.DisposeAsync();
        Directory.Delete(_product.DataDir, recursive: true);
    }

    [Fact]
    public async Task OneTrace_LeadsFromTheWebhookToTheSend_WithoutAWordOfIt()
    {
        var customer = new Customer(_product, _outside);
        await customer.WriteAsync("A secret wish for red shoes");
        await customer.WriteAsync("in size 42");
        await _outside.SentToAsync(customer.Id, 1);

        var spans = await _collector.SpansAsync(all => all.Any(span => span.Name == "reply") && all.Count(IsWebhook) == 2);

        var reply = spans.Should().ContainSingle(span => span.Name == "reply").Subject;
        reply.Parent.Should().BeEmpty();
        reply.LinkedTraces.Should().BeEquivalentTo(spans.Where(IsWebhook).Select(span => span.Trace));
        var calls = spans.Where(span => span.Trace == reply.Trace && span.Parent == reply.Id).ToList();
        calls.Should().HaveCountGreaterThanOrEqualTo(2, "the model and Graph are called").And.OnlyContain(span => span.Name == "POST" || span.Name == "GET");
        string everything = string.Join('\n', _collector.Texts);
        everything.Should().NotContain("secret wish").And.NotContain("size 42").And.NotContain("You said")
            .And.NotContain(Product.AppSecret).And.NotContain(Product.PageToken).And.NotContain(Product.ModelKey).And.NotContain(Product.AdminKey);
        _collector.MetricExports.Should().BePositive();
    }

    [Fact]
    public async Task QuerysOfTheHandshake_AreNotExported()
    {
        using var response = await _product.Http.GetAsync($"/facebook/webhook?hub.mode=subscribe&hub.challenge=1234567&hub.verify_token={Product.VerifyToken}");
        response.EnsureSuccessStatusCode();

        await _collector.SpansAsync(all => all.Any(span => span.Name == "GET /facebook/webhook"));

        string.Join('\n', _collector.Texts).Should().NotContain(Product.VerifyToken).And.NotContain("1234567");
    }

    private static bool IsWebhook(Span span) => span.Name == "POST /facebook/webhook";
}
