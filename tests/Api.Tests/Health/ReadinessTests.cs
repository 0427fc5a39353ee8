using System.Net;
using System.Text.Json;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Health;

public sealed class ReadinessTests
{
    [Fact]
    public async Task StoreDown_IsSaidSoUntilItIsBack()
    {
        await using var outside = await Outside.StartAsync();
        await using var store = await ObjectStore.StartAsync();
        await using var product = await Product.StartAsync(outside, settings: store.Settings);
        store.Before = _ => Task.FromResult(false);

        string body = await WhenAsync(product, HttpStatusCode.ServiceUnavailable);

        using var problem = JsonDocument.Parse(body);
        problem.RootElement.GetProperty("title").GetString().Should().Be("Not ready");
        var missing = problem.RootElement.GetProperty("missing").EnumerateObject().Should().ContainSingle().Subject;
        missing.Name.Should().Be("store");
        missing.Value.GetString().Should().StartWith("The store ");
        (await product.Http.GetStringAsync("/health/live")).Should().Be("Live");
        store.Before = _ => Task.FromResult(true);
        (await WhenAsync(product, HttpStatusCode.OK)).Should().Be("Ready");
        product.Output.Should().NotContain("DefaultHealthCheckService");
    }

    private static async Task<string> WhenAsync(Product product, HttpStatusCode status)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (true)
        {
            using var response = await product.Http.GetAsync("/health/ready", timeout.Token);
            if (response.StatusCode == status)
            {
                return await response.Content.ReadAsStringAsync(timeout.Token);
            }

            await Task.Delay(100, timeout.Token);
        }
    }
}
