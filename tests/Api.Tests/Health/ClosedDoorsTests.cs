using System.Net;
using GptMessenger.Api.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Api.Tests.Health;

/// <summary>Between the signal to stop and the end of listening, requests still come in.</summary>
public sealed class ClosedDoorsTests
{
    [Fact]
    public async Task Stopping_TakesNothingInButAnswersForItsHealth()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.UseClosedDoors();
        app.MapGet("/shop", () => "open");
        app.MapGet("/health/live", () => "Live");
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        (await http.GetStringAsync("/shop")).Should().Be("open");

        app.Lifetime.StopApplication();

        using var refused = await http.GetAsync("/shop");
        refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(5));
        refused.Headers.ConnectionClose.Should().BeTrue();
        (await refused.Content.ReadAsStringAsync()).Should().Contain("stopping");
        (await http.GetStringAsync("/health/live")).Should().Be("Live");
    }
}
