using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GptMessenger.Application.Alerts;
using GptMessenger.Application.Inbox;
using GptMessenger.Infrastructure.Alerts;
using GptMessenger.Infrastructure.Tests.Facebook;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Tests.Alerts;

/// <summary>An owner's webhook over a real socket.</summary>
public sealed class WebhookPostTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Secret = "a-secret-of-the-owner";

    private static readonly Alert Alert = new("case-1", GraphHost.Conversation, CaseReason.Asked, new DateTimeOffset(2026, 11, 9, 12, 0, 0, TimeSpan.Zero));

    private readonly ConcurrentQueue<(string Body, IReadOnlyDictionary<string, string> Headers)> _posts = new();
    private readonly ConcurrentQueue<int> _answers = new();
    private WebApplication _owner = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _owner = builder.Build();
        _owner.MapPost("/alerts", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _posts.Enqueue((await reader.ReadToEndAsync(), context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())));
            return _answers.TryDequeue(out int status) ? Results.Redirect("/elsewhere") is var redirect && status == 302 ? redirect : Results.StatusCode(status) : Results.Ok();
        });
        _owner.MapPost("/elsewhere", () => _posts.Enqueue(("followed", new Dictionary<string, string>())));
        await _owner.StartAsync();
    }

    public ValueTask DisposeAsync() => _owner.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task Post_IsSigned_AndSaysWhoWhyAndWhere()
    {
        await PostAsync();

        var (body, headers) = _posts.Should().ContainSingle().Subject;
        string time = headers["X-GptMessenger-Timestamp"];
        byte[] signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{time}.{body}"));
        headers["X-GptMessenger-Signature-256"].Should().Be($"sha256={Convert.ToHexStringLower(signature)}");
        headers["X-GptMessenger-Delivery"].Should().Be("case-1");
        var json = JsonSerializer.Deserialize<JsonElement>(body);
        json.EnumerateObject().Select(member => $"{member.Name}={member.Value}").Should().Equal(
            "id=case-1", "type=needs_person", "reason=asked", "at=2026-11-09T12:00:00+00:00", "tenant=tenant-1", "channel=facebook", "page=100000000000001", "sender=200000000000001",
            "link=https://bot.example.com/inbox/facebook/100000000000001/200000000000001");
    }

    [Fact]
    public async Task WebhookThatStumbles_IsPostedToAgain()
    {
        _answers.Enqueue(503);

        await PostAsync();

        _posts.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(302)]
    public async Task WebhookThatSaysNoOrElsewhere_HasNotTakenIt(int status)
    {
        _answers.Enqueue(status);

        await FluentActions.Awaiting(() => PostAsync()).Should().ThrowAsync<AlertNotDeliveredException>().WithMessage($"*answered {status}*");

        _posts.Should().ContainSingle("no redirect is followed");
    }

    [Fact]
    public async Task OutsideOfDevelopment_ANameThatLeadsInside_IsNotConnectedTo()
    {
        using var services = Services(allowsLoopback: false);
        var post = services.GetRequiredService<WebhookPost>();

        await FluentActions.Awaiting(() => post.PostAsync(new Uri($"https://localhost:{new Uri(_owner.Urls.First()).Port}/alerts"), Secret, Alert, default))
            .Should().ThrowAsync<AlertNotDeliveredException>().WithMessage("*no address of the public internet*");

        _posts.Should().BeEmpty();
    }

    [Theory]
    [InlineData("http://shop.example/alerts", "https")]
    [InlineData("ftp://shop.example/alerts", "https")]
    [InlineData("https://user:word@shop.example/", "no user")]
    [InlineData("https://10.0.0.1/alerts", "public internet")]
    [InlineData("https://[::1]/alerts", "public internet")]
    [InlineData("http://127.0.0.1/alerts", "https")]
    public void Addresses_AreLookedAt(string address, string objection)
    {
        using var services = Services(allowsLoopback: false);

        services.GetRequiredService<WebhookPost>().Objection(new Uri(address)).Should().Contain(objection);
        services.GetRequiredService<WebhookPost>().Objection(new Uri("https://shop.example/alerts")).Should().BeNull();
    }

    private async Task PostAsync()
    {
        await using var services = Services(allowsLoopback: true);
        await services.GetRequiredService<WebhookPost>().PostAsync(new Uri($"{_owner.Urls.First()}/alerts"), Secret, Alert, default);
    }

    private static ServiceProvider Services(bool allowsLoopback) => new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
        .AddAlerts(new AlertOptions { AllowsLoopback = allowsLoopback, PublicAddress = new Uri("https://bot.example.com/") }).BuildServiceProvider();
}
