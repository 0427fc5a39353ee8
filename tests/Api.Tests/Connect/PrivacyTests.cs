using System.Net;
using System.Text.Json;
using GptMessenger.Api.Tests.Admin;
using GptMessenger.Api.Tests.Facebook;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Connect;

/// <summary>A product of its own: what is forgotten here would be missing elsewhere.</summary>
public sealed class PrivacyTests : IAsyncLifetime
{
    private readonly ConnectedProduct _connected = new();
    private readonly MetaPage _hoses = new("100000000005001", "Hoses", "MESSAGING"), _boots = new("100000000005002", "Boots", "MESSAGING"), _lamps = new("100000000005003", "Lamps", "MESSAGING");

    [Fact]
    public async Task DeletedAccount_LeavesNoTokenOfAnyTenant_AndCanSeeThat()
    {
        await ConnectAsync("tenant-1", _hoses, $$"""{"user_token":"{{EmulatedMeta.UserToken}}","pages":["{{_hoses.Id}}"]}""");
        _connected.Meta.Debug = token => token == _lamps.Token ? new { app_id = Product.AppId, type = "PAGE", user_id = "700000000000999", is_valid = true, profile_id = _lamps.Id } : null;
        await ConnectAsync("tenant-2", _boots, $$"""{"page_id":"{{_boots.Id}}","page_token":"{{_boots.Token}}"}""");
        await ConnectAsync("tenant-2", _lamps, $$"""{"page_id":"{{_lamps.Id}}","page_token":"{{_lamps.Token}}"}""");

        using var response = await PostAsync("data-deletion", SignedRequestTests.Valid);

        string body = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK, body);
        var answer = JsonSerializer.Deserialize<JsonElement>(body);
        answer.GetProperty("confirmation_code").GetString().Should().Be(SignedRequestTests.ValidCode);
        string url = answer.GetProperty("url").GetString()!;
        url.Should().Be($"{Product.Address}/facebook/deletion/{SignedRequestTests.ValidCode}");
        await DoneAsync(url);

        Stored("users").Should().ContainSingle(path => path.Contains("FACEBOOK_ACCESS_TOKEN", StringComparison.Ordinal)).Which.Should().EndWith(_lamps.Id, "somebody else has entered it");
        Stored("connections/facebook/pages").Should().ContainSingle();
        File.Exists(Path.Combine(Product.DataDir, "connections/facebook/people", $"{EmulatedMeta.Person}.json")).Should().BeFalse();
        Stored("connections").Select(File.ReadAllText).Should().NotContain(text => text.Contains(EmulatedMeta.Person, StringComparison.Ordinal));
        _connected.Meta.Subscriptions.Should().Contain([(_hoses.Id, ""), (_boots.Id, "")]);

        // Connected anew, and the old request brought again: it was done.
        await ConnectAsync("tenant-1", _hoses, $$"""{"user_token":"{{EmulatedMeta.UserToken}}","pages":["{{_hoses.Id}}"]}""");
        (await PostAsync("data-deletion", SignedRequestTests.Valid)).StatusCode.Should().Be(HttpStatusCode.OK);
        await DoneAsync(url);
        (await new Administrator(Product).ReadAsync("/admin/users/tenant-1/facebook/pages")).GetProperty("pages").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Deauthorized_IsDoneAfterARestart_WhereItCouldNotBeBefore()
    {
        await ConnectAsync("tenant-1", _hoses, $$"""{"user_token":"{{EmulatedMeta.UserToken}}","pages":["{{_hoses.Id}}"]}""");
        string person = Path.Combine(Product.DataDir, "connections/facebook/deletions", $"{SignedRequestTests.ValidCode}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(person)!);

        // As a process leaves it that dies after it has answered.
        await File.WriteAllTextAsync(person, $$"""{"person":"{{EmulatedMeta.Person}}","received_at":"{{DateTimeOffset.UtcNow:O}}"}""");
        await _connected.RestartAsync();

        await DoneAsync($"{Product.Address}/facebook/deletion/{SignedRequestTests.ValidCode}");
        Stored("users").Should().NotContain(path => path.Contains("FACEBOOK_ACCESS_TOKEN", StringComparison.Ordinal));
        (await PostAsync("deauthorize", SignedRequestTests.Valid)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task NotSignedByTheApp_IsRefusedAndChangesNothing()
    {
        foreach (string path in new[] { "data-deletion", "deauthorize" })
        {
            using var forged = await PostAsync(path, SignedRequestTests.Valid + "A");
            await forged.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
            using var old = await PostAsync(path, SignedRequestTests.UnderTheOldSecret);
            await old.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
            using var json = await Product.Http.PostAsync($"/facebook/{path}", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
            await json.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType);
            using var large = await PostAsync(path, new string('A', 20_000));
            large.StatusCode.Should().BeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge);
        }

        Stored("connections").Should().NotContain(path => path.Contains("deletions", StringComparison.Ordinal));
        foreach (string code in new[] { SignedRequestTests.ValidCode, "x", "..%2Fpages%2F1" })
        {
            using var unknown = await Product.Http.GetAsync($"/facebook/deletion/{code}");
            unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
        }
    }

    public async Task InitializeAsync()
    {
        await _connected.InitializeAsync();
        foreach (var page in new[] { _hoses, _boots, _lamps })
        {
            _connected.Meta.Pages.Add(page);
        }
    }

    public Task DisposeAsync() => _connected.DisposeAsync();

    private Product Product => _connected.Product;

    private async Task<HttpResponseMessage> PostAsync(string path, string signed)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("signed_request", signed)]);
        return await Product.Http.PostAsync($"/facebook/{path}", form);
    }

    private async Task ConnectAsync(string tenant, MetaPage page, string body)
    {
        using var response = await new Administrator(Product).PostAsync($"/admin/users/{tenant}/facebook/pages", body);
        string answer = await response.Content.ReadAsStringAsync();
        answer.Should().Contain(page.Id).And.Contain("\"connected\":true");
    }

    private async Task DoneAsync(string url)
    {
        for (int tries = 0; ; tries++)
        {
            string page = await Product.Http.GetStringAsync(url);
            page.Should().NotContain(EmulatedMeta.Person);
            if (page.Contains("<h1>Deleted</h1>", StringComparison.Ordinal))
            {
                return;
            }

            tries.Should().BeLessThan(400, "the deletion is awaited");
            await Task.Delay(50);
        }
    }

    private string[] Stored(string folder)
    {
        string path = Path.Combine(Product.DataDir, folder);
        return Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [];
    }
}
