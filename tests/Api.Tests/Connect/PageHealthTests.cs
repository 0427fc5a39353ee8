using System.Net;
using System.Text.Json;
using GptMessenger.Api.Tests.Admin;
using GptMessenger.Testing;
using Microsoft.AspNetCore.Http;

namespace GptMessenger.Api.Tests.Connect;

/// <summary>What becomes of a connected page whose token dies or whose events are no longer delivered, through the running product.</summary>
[Collection(ConnectedProductTests.Name)]
public sealed class PageHealthTests
{
    private static long _last = 100_000_000_006_000;

    private readonly string _tenant = $"tenant-{Guid.NewGuid():N}";
    private readonly EmulatedMeta _meta;
    private readonly Product _product;
    private readonly Administrator _admin;
    private readonly MetaPage _page = new(Next(), "Hoses", "MESSAGING");

    public PageHealthTests(ConnectedProduct connected)
    {
        (_meta, _product, _admin) = (connected.Meta, connected.Product, new Administrator(connected.Product));
        _meta.Instead = _ => null;
        _meta.Pages.Clear();
        _meta.Pages.Add(_page);
    }

    [Fact]
    public async Task TokenDies_MessageIsKept_PageIsShownBroken_AndReconnectedItIsAnsweredOnce()
    {
        await ConnectAsync(_page);
        await HealthAsync("healthy");
        var renewed = _page with { Token = $"EAAGrenewed-token-of-{_page.Id}" };
        _meta.Pages[0] = renewed;
        string customer = Next();

        await WriteAsync(customer, "m_1", "Do you sell hoses?");

        var health = await HealthAsync("broken");
        health.GetProperty("problems")[0].GetString().Should().StartWith("Facebook refuses its access token: 190/460").And.NotContain(_page.Token);
        Stored(customer).Should().Contain("m_1");
        await UntilAsync(() => _product.Output.Contains($"Page {_page.Id} does not work: Facebook refuses its access token", StringComparison.Ordinal));
        _product.Output.Should().Contain($"Connect it again at {_product.Address}/pages?tenant={_tenant}");
        Sent().Should().BeEmpty();

        var before = TimeProvider.System.GetTimestamp();
        await ConnectAsync(renewed);
        await UntilAsync(() => Sent().Count == 1);
        TimeProvider.System.GetElapsedTime(before).Should().BeLessThan(TimeSpan.FromMinutes(4), "it does not wait out its five minutes");
        await HealthAsync("healthy");
        await UntilAsync(() => _product.Output.Contains($"Page {_page.Id} is healthy again", StringComparison.Ordinal));
        await UntilAsync(() => Stored(customer).Contains("\"mid\":\"m_", StringComparison.Ordinal) && Stored(customer).Contains(Sent()[0].Text[..20], StringComparison.Ordinal));

        Sent().Should().ContainSingle().Which.Token.Should().Be(renewed.Token);
        foreach (string token in new[] { _page.Token, renewed.Token, Product.AppSecret })
        {
            _product.Output.Should().NotContain(token);
            File.ReadAllText(Health()).Should().NotContain(token);
        }
    }

    [Fact]
    public async Task TokenThatWorksAgain_IsConnectedAgain_AndTriedAtOnce()
    {
        await ConnectAsync(_page);
        await HealthAsync("healthy");
        _meta.Pages[0] = _page with { Token = "EAAGanother-token" };
        await WriteAsync(Next(), "m_1", "Do you sell hoses?");
        await HealthAsync("broken");
        _meta.Pages[0] = _page;

        var before = TimeProvider.System.GetTimestamp();
        await ConnectAsync(_page);

        await UntilAsync(() => Sent().Count == 1);
        TimeProvider.System.GetElapsedTime(before).Should().BeLessThan(TimeSpan.FromMinutes(4), "it does not wait for its probe, ten minutes later");
    }

    [Fact]
    public async Task SubscriptionIsLost_ItIsMended_AndWhatWasMissedIsAnsweredOnce()
    {
        await ConnectAsync(_page);
        await HealthAsync("healthy");
        var (waiting, helped) = (Next(), Next());
        await WriteAsync(waiting, "m_known", "Do you sell hoses?");
        await UntilAsync(() => Sent().Count == 1 && Mids(Stored(waiting)).Length == 2);
        var now = DateTimeOffset.UtcNow;
        _meta.Subscriptions.Enqueue((_page.Id, ""));
        _meta.Threads[(_page.Id, waiting)] =
        [
            new("m_known", waiting, "Do you sell hoses?", now.AddMinutes(-1)), new(Mids(Stored(waiting))[1], _page.Id, Sent()[0].Text, now.AddMinutes(-1)),
            new("m_missed1", waiting, "Are they in stock?", now.AddSeconds(2)), new("m_missed2", waiting, "The green ones", now.AddSeconds(3)),
        ];
        _meta.Threads[(_page.Id, helped)] =
        [
            new("m_old", helped, "Long before", now.AddHours(-30)), new("m_asked", helped, "Do you sell boots?", now.AddMinutes(-2)), new("m_person", _page.Id, "Ann here: no, sorry", now.AddMinutes(-1)),
        ];

        await CheckAsync();

        await UntilAsync(() => Sent().Count == 2);
        await UntilAsync(() => Stored(helped).Contains("m_person", StringComparison.Ordinal) && Stored(helped).Contains("m_asked", StringComparison.Ordinal));
        (await HealthAsync("healthy", health => health.GetProperty("repairedAt").ValueKind == JsonValueKind.String)).GetProperty("problems").GetArrayLength().Should().Be(0);
        _meta.Subscriptions.Last(each => each.Page == _page.Id).Fields.Should().StartWith("messages,");

        // Found once more, and delivered late by the webhook: all of it is known by now.
        _meta.Subscriptions.Enqueue((_page.Id, ""));
        await CheckAsync();
        await UntilAsync(() => _meta.Subscriptions.Last(each => each.Page == _page.Id).Fields.Length > 0);
        await WriteAsync(waiting, "m_missed1", "Are they in stock?");
        await WriteAsync(waiting, "m_fresh", "Thank you!");
        await UntilAsync(() => Sent().Count == 3);

        Sent().Should().HaveCount(3);
        string[] keys = Mids(Stored(waiting));
        keys.Where(key => key is "m_known" or "m_missed1" or "m_missed2" or "m_fresh").Should().Equal("m_known", "m_missed1", "m_missed2", "m_fresh");
        Mids(Stored(helped)).Should().Equal("m_asked", "m_person");
        Stored(helped).Should().NotContain("Long before", "it is from before the page was connected");
    }

    [Fact]
    public async Task GraphIsDown_WhatWasKnownStays()
    {
        await ConnectAsync(_page);
        await HealthAsync("healthy");
        string before = await File.ReadAllTextAsync(Health());
        _meta.Instead = what => what == "debug_token" ? Results.StatusCode(500) : null;

        await CheckAsync();

        await UntilAsync(() => _product.Output.Contains($"Page {_page.Id} could not be checked", StringComparison.Ordinal));
        (await File.ReadAllTextAsync(Health())).Should().Be(before);
        using var other = await _admin.SendAsync(HttpMethod.Post, $"/admin/users/{_tenant}-other/facebook/pages/{_page.Id}/check");
        await other.ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task DisconnectedPage_HasNoHealth()
    {
        await ConnectAsync(_page);
        await HealthAsync("healthy");

        using var gone = await _admin.SendAsync(HttpMethod.Delete, $"/admin/users/{_tenant}/facebook/pages/{_page.Id}");

        gone.StatusCode.Should().Be(HttpStatusCode.NoContent);
        File.Exists(Health()).Should().BeFalse();
    }

    private static string Next() => Interlocked.Increment(ref _last).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string[] Mids(string file) => file.Length == 0 ? []
        : [.. JsonDocument.Parse(file).RootElement.EnumerateArray().Select(e => e.GetProperty("message").GetProperty("mid").GetString()!)];

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (int tries = 0; !condition(); tries++)
        {
            tries.Should().BeLessThan(2400, "it is awaited");
            await Task.Delay(50);
        }
    }

    private string Health() => Path.Combine(_product.DataDir, $"users/{_tenant}/facebook/{_page.Id}/health.json");

    private string Stored(string customer) => Path.Combine(_product.DataDir, $"users/{_tenant}/facebook/{_page.Id}/conversations/{customer}.json") is var path && File.Exists(path) ? File.ReadAllText(path) : "";

    private IReadOnlyList<(string Page, string Token, string Text)> Sent() => [.. _meta.Sends.Where(send => send.Page == _page.Id)];

    private Task WriteAsync(string customer, string mid, string text) => _product.DeliverAsync(MetaJson.Message(_page.Id, customer, mid, text));

    private async Task ConnectAsync(MetaPage page)
    {
        using var response = await _admin.PostAsync($"/admin/users/{_tenant}/facebook/pages", $$"""{"page_id":"{{page.Id}}","page_token":"{{page.Token}}"}""");
        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task CheckAsync()
    {
        using var response = await _admin.SendAsync(HttpMethod.Post, $"/admin/users/{_tenant}/facebook/pages/{_page.Id}/check");
        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    /// <summary>As the admin API shows it, as soon as it is so.</summary>
    private async Task<JsonElement> HealthAsync(string state, Func<JsonElement, bool>? until = null)
    {
        for (int tries = 0; ; tries++)
        {
            var health = (await _admin.ReadAsync($"/admin/users/{_tenant}/facebook/pages")).GetProperty("pages")[0].GetProperty("health");
            if (health.ValueKind == JsonValueKind.Object && health.GetProperty("state").GetString() == state && until?.Invoke(health) != false)
            {
                return health;
            }

            tries.Should().BeLessThan(2400, $"{health} should become {state}");
            await Task.Delay(50);
        }
    }
}
