using System.Net;
using System.Text;
using System.Text.Json;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Admin;

/// <summary>A tenant's prompt from the outside: what is in force, who may replace what, and what a draft would have answered.</summary>
public sealed class PromptTests : IAsyncLifetime
{
    private const string Address = $"/admin/users/{Product.Tenant}/prompt";
    private const string First = "FIRST {shopify_products}\n===\nCustomer Message: {message_text}", Second = "SECOND {shopify_products}\n===\nCustomer Message: {message_text}";

    private Outside _outside = null!;
    private Product _product = null!;
    private Administrator _admin = null!;

    public async Task InitializeAsync()
    {
        _outside = await Outside.StartAsync();
        _product = await Product.StartAsync(_outside);
        _admin = new Administrator(_product);
    }

    public async Task DisposeAsync()
    {
        await _product.DisposeAsync();
        await _outside.DisposeAsync();
        Directory.Delete(_product.DataDir, recursive: true);
    }

    [Fact]
    public async Task PromptIsPublished_RolledBack_AndGivenUp_AndTheNextTurnUsesIt()
    {
        var (shown, common) = await ShownAsync();
        (shown.GetProperty("source").GetString(), common).Should().Be(("common", "\"none\""));
        var customer = new Customer(_product, _outside);
        await customer.AskAsync("one");
        _outside.Prompts.Last().Should().NotContain("FIRST");

        var (first, firstTag) = await ChangedAsync(HttpMethod.Put, "", common, Body(First, "because"));
        await customer.AskAsync("two");
        _outside.Prompts.Last().Should().StartWith("FIRST");
        var (_, secondTag) = await ChangedAsync(HttpMethod.Put, "", firstTag, Body(Second));
        await customer.AskAsync("three");
        _outside.Prompts.Last().Should().StartWith("SECOND");

        var (rolled, rolledTag) = await ChangedAsync(HttpMethod.Post, $"/versions/{first}/rollback", secondTag);
        await customer.AskAsync("four");
        _outside.Prompts.Last().Should().StartWith("FIRST");
        (await File.ReadAllTextAsync(Path.Combine(_product.DataDir, "users", Product.Tenant, "prompt.txt"))).Should().Be(First);
        (shown, _) = await ShownAsync();
        (shown.GetProperty("source").GetString(), shown.GetProperty("text").GetString()).Should().Be(("own", First));

        var history = await _admin.ReadAsync($"{Address}/versions");
        history.GetProperty("inForce").GetString().Should().Be(rolled);
        history.GetProperty("changedOutside").GetBoolean().Should().BeFalse();
        history.GetProperty("versions").EnumerateArray().Select(version => (Of(version, "origin"), Of(version, "by"), Of(version, "of"), Of(version, "note"))).Should().Equal(
            ("RolledBack", "admin key", first, "because"), ("Published", "admin key", null, null), ("Published", "admin key", null, "because"));
        (await _admin.ReadAsync($"{Address}/versions/{first}")).GetProperty("text").GetString().Should().Be(First);
        (await _admin.ReadAsync($"{Address}/versions?limit=1&before={first}")).GetProperty("versions").GetArrayLength().Should().Be(0);

        await ChangedAsync(HttpMethod.Delete, "", rolledTag);
        (await ShownAsync()).Tag.Should().Be(common);
        (await SendAsync(HttpMethod.Delete, "", common)).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task WhoeverComesSecond_IsToldSo_AndNonsenseIsRefused()
    {
        var (_, first) = await ChangedAsync(HttpMethod.Put, "", "\"none\"", Body(First));

        (await SendAsync(HttpMethod.Put, "", "\"none\"", Body(Second))).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await SendAsync(HttpMethod.Put, "", tag: null, Body(Second))).Status.Should().Be(HttpStatusCode.PreconditionRequired);
        (await SendAsync(HttpMethod.Put, "", "*", Body(Second))).Status.Should().Be(HttpStatusCode.PreconditionRequired);
        (await SendAsync(HttpMethod.Put, "", $"W/{first}", Body(Second))).Status.Should().Be(HttpStatusCode.PreconditionRequired);
        var (status, says) = await SendAsync(HttpMethod.Put, "", first, Body("one\n{nothing}"));
        status.Should().Be(HttpStatusCode.BadRequest);
        says.Should().Contain("line 2: {nothing} is unknown").And.Contain("no {message_text}");
        (await SendAsync(HttpMethod.Put, "", first, "no json")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await SendAsync(HttpMethod.Put, "", first, Body(new string('a', 600_000)))).Status.Should().BeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge);
        foreach (string id in new[] { "some-version", "8236543210000-0123abcd", "..%2F..%2Fprompt" })
        {
            (await SendAsync(HttpMethod.Post, $"/versions/{id}/rollback", first)).Status.Should().Be(HttpStatusCode.NotFound, id);
            (await SendAsync(HttpMethod.Get, $"/versions/{id}")).Status.Should().Be(HttpStatusCode.NotFound, id);
        }

        (await ShownAsync()).Tag.Should().Be(first);
        (await SendAsync(HttpMethod.Get, "/versions?limit=0")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await SendAsync(HttpMethod.Get, "/versions?before=x")).Status.Should().Be(HttpStatusCode.BadRequest);
        var other = await _admin.ReadAsync("/admin/users/another-tenant/prompt/versions");
        other.GetProperty("versions").GetArrayLength().Should().Be(0);
        var activity = Directory.GetFiles(Path.Combine(_product.DataDir, "users", Product.Tenant, "audit"), "*.json", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        activity.Should().Contain(entry => entry.Contains("published a prompt", StringComparison.Ordinal) && entry.Contains("PromptChangedException", StringComparison.Ordinal), "what was tried in vain is written down");
    }

    [Fact]
    public async Task BadFileOfAnotherSystem_IsShownWithWhatIsWrong_AndIsKeptWhenItIsReplaced()
    {
        string path = Path.Combine(_product.DataDir, "users", Product.Tenant, "prompt.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "{nothing}\n{message_text}");

        var (shown, tag) = await ShownAsync();
        shown.GetProperty("broken").GetString().Should().Contain("{nothing} is unknown");
        shown.GetProperty("check").GetProperty("usable").GetBoolean().Should().BeFalse();
        (await _admin.ReadAsync($"{Address}/versions")).GetProperty("changedOutside").GetBoolean().Should().BeTrue();

        await ChangedAsync(HttpMethod.Put, "", tag, Body(First));
        (await _admin.ReadAsync($"{Address}/versions")).GetProperty("versions").EnumerateArray().Select(version => Of(version, "origin")).Should().Equal("Published", "Outside");
    }

    [Fact]
    public async Task Draft_IsTriedOnWhatCustomersAsked_AndNothingIsSentOrStored()
    {
        var customer = new Customer(_product, _outside);
        await customer.AskAsync("do you have boots?");
        await _admin.TurnsAsync("answered", customer);
        var (sends, stored) = (_outside.Sends.Count, customer.Stored().Count);
        _outside.Model = prompt => Task.FromResult(prompt.StartsWith("LIE", StringComparison.Ordinal) ? "They cost 5.00 EUR with code CHEAP50." : "Fine.");

        var good = await PreviewAsync($$"""{"text":{{Json(First)}}}""");
        var lie = await PreviewAsync($$"""{"text":{{Json(First.Replace("FIRST", "LIE", StringComparison.Ordinal))}},"conversations":1}""");
        var typed = await PreviewAsync($$"""{"text":{{Json(First)}},"question":"and shoes?"}""");

        var line = good.Should().ContainSingle().Subject;
        line.GetProperty("asked")[0].GetString().Should().Be("do you have boots?");
        line.GetProperty("old").GetProperty("answer").GetString().Should().EndWith("You said: do you have boots?");
        line.GetProperty("new").GetProperty("answer").GetString().Should().EndWith("Fine.");
        line.GetProperty("new").GetProperty("refused").GetArrayLength().Should().Be(0);
        line.GetProperty("new").GetProperty("promptTokens").GetInt32().Should().BePositive();
        lie.Should().ContainSingle().Which.GetProperty("new").GetProperty("refused").GetRawText().Should().Contain("5.00 EUR");
        typed.Should().ContainSingle().Which.GetProperty("asked")[0].GetString().Should().Be("and shoes?");
        (_outside.Sends.Count, customer.Stored().Count).Should().Be((sends, stored));
        (await _admin.ReadAsync($"/admin/users/{Product.Tenant}/spending")).GetProperty("spentToday").GetDecimal().Should().BeGreaterThan(110, "a preview costs what it costs");
        (await SendAsync(HttpMethod.Post, "/preview", body: """{"text":"none","question":"x"}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await SendAsync(HttpMethod.Post, "/preview", body: $$"""{"text":{{Json(First)}},"conversations":21}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await SendAsync(HttpMethod.Post, "/check", body: """{"text":"{x}"}""")).Text.Should().Contain("UnknownPlace");
    }

    private static string Json(string? text) => JsonSerializer.Serialize(text);

    private static string Body(string text, string? note = null) => $$"""{"text":{{Json(text)}},"note":{{Json(note)}}}""";

    private static string? Of(JsonElement version, string name) => version.GetProperty(name).GetString();

    private async Task<List<JsonElement>> PreviewAsync(string body)
    {
        var (status, text) = await SendAsync(HttpMethod.Post, "/preview", body: body);
        status.Should().Be(HttpStatusCode.OK, text);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private async Task<(JsonElement Shown, string Tag)> ShownAsync()
    {
        using var response = await _admin.SendAsync(HttpMethod.Get, Address);
        return (await Administrator.JsonAsync(response, HttpStatusCode.OK), response.Headers.ETag!.ToString());
    }

    private async Task<(string Version, string Tag)> ChangedAsync(HttpMethod method, string below, string tag, string? body = null)
    {
        using var response = await RawAsync(method, below, tag, body);
        return ((await Administrator.JsonAsync(response, HttpStatusCode.OK)).GetProperty("version").GetString()!, response.Headers.ETag!.ToString());
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpMethod method, string below, string? tag = null, string? body = null)
    {
        using var response = await RawAsync(method, below, tag, body);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private Task<HttpResponseMessage> RawAsync(HttpMethod method, string below, string? tag, string? body)
    {
        var request = new HttpRequestMessage(method, Address + below);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Product.AdminKey}");
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return _product.Http.SendAsync(request);
    }
}
