using System.Globalization;
using System.Net;
using GptMessenger.Api.Tests.Running;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Monitoring;

[Collection(RunningProductTests.Name)]
public sealed class MetricsTests(RunningProduct running)
{
    [Fact]
    public async Task Figures_AreThereForPrometheus_AndNameNobody()
    {
        var customer = running.NewCustomer();
        string mid = customer.NextMid();
        await customer.WriteAsync("How much are the red shoes?", mid);
        await customer.WriteAsync("How much are the red shoes?", mid);
        await running.Outside.SentToAsync(customer.Id, 1);
        await customer.StoredAsync(2);

        string text = await ScrapeAsync("gptmessenger_turns_ended");

        foreach (string name in new[]
        {
            "gptmessenger_events_accepted", "gptmessenger_events_duplicates", "gptmessenger_turns_open", "gptmessenger_turns_oldest_seconds",
            "gptmessenger_model_duration_seconds_bucket", "gptmessenger_model_tokens", "gptmessenger_model_breaker", "gptmessenger_graph_duration_seconds_bucket",
            "http_server_request_duration_seconds_bucket",
        })
        {
            text.Should().Contain(name);
        }

        text.Should().MatchRegex("gptmessenger_model_duration_seconds_bucket.*le=\"0.025\"");
        Value(text, "gptmessenger_events_accepted").Should().BePositive();
        Value(text, "gptmessenger_events_duplicates").Should().BePositive();
        text.Should().NotContain(customer.Id).And.NotContain(customer.Page).And.NotContain(Product.Tenant).And.NotContain("red shoes")
            .And.NotContain(Product.AppSecret).And.NotContain(Product.PageToken).And.NotContain(Product.ModelKey).And.NotContain(Product.AdminKey);
    }

    private async Task<string> ScrapeAsync(string expected)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            using var response = await running.Product.Http.GetAsync("/metrics", timeout.Token);
            response.StatusCode.Should().Be(HttpStatusCode.OK);
            string text = await response.Content.ReadAsStringAsync(timeout.Token);
            if (text.Contains(expected, StringComparison.Ordinal))
            {
                return text;
            }

            await Task.Delay(50, timeout.Token);
        }
    }

    private static double Value(string text, string name) => text.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)).Sum();
}
