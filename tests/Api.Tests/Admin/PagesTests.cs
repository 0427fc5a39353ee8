using System.Net;
using GptMessenger.Api.Tests.Connect;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Admin;

[Collection(ConnectedProductTests.Name)]
public sealed class PagesTests
{
    private static int _lastPage;

    private readonly string _address = $"/admin/users/tenant-{Guid.NewGuid():N}/facebook/pages";
    private readonly EmulatedMeta _meta;
    private readonly Administrator _admin;
    private readonly MetaPage _page = new($"1000000000020{Interlocked.Increment(ref _lastPage):00}", "Hoses", "MESSAGING"), _other = new($"1000000000030{_lastPage:00}", "Boots", "MESSAGING");

    public PagesTests(ConnectedProduct connected)
    {
        (_meta, _admin) = (connected.Meta, new Administrator(connected.Product));
        _meta.Instead = _ => null;
        _meta.Pages.Clear();
        _meta.Pages.Add(_page);
        _meta.Pages.Add(_other);
        _meta.Pages.Add(new MetaPage("100000000004001", "Read only", "ANALYZE"));
    }

    [Fact]
    public async Task UserToken_ConnectsAllPagesThatMayBeMessaged()
    {
        var answer = await ConnectAsync($$"""{"user_token":"{{EmulatedMeta.UserToken}}"}""");

        answer.Should().Contain(_page.Id).And.Contain(_other.Id).And.NotContain("100000000004001").And.NotContain("EAAG");
        string listed = (await _admin.ReadAsync(_address)).GetRawText();
        listed.Should().Contain("\"name\":\"Hoses\"").And.NotContain("EAAG");
    }

    [Fact]
    public async Task PageToken_ConnectsItsPage_UntilItIsDisconnected()
    {
        (await ConnectAsync($$"""{"page_id":"{{_page.Id}}","page_token":"{{_page.Token}}","greeting":"Hei"}""")).Should().Contain("\"connected\":true,\"problems\":[]");
        _meta.Profiles.Should().ContainSingle(each => each.Page == _page.Id).Which.Body.Should().Be("""{"greeting":[{"locale":"default","text":"Hei"}]}""");

        using var gone = await _admin.SendAsync(HttpMethod.Delete, $"{_address}/{_page.Id}");
        gone.StatusCode.Should().Be(HttpStatusCode.NoContent);
        _meta.Subscriptions.Should().Contain((_page.Id, ""));
        (await _admin.ReadAsync(_address)).GetProperty("pages").GetArrayLength().Should().Be(0);
        using var again = await _admin.SendAsync(HttpMethod.Delete, $"{_address}/{_page.Id}");
        await again.ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task TokenOfAnotherPage_IsRefused()
    {
        foreach (string token in new[] { _other.Token, "EAAGnobodys" })
        {
            using var response = await _admin.PostAsync(_address, $$"""{"page_id":"{{_page.Id}}","page_token":"{{token}}"}""");

            (await response.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity)).Should().NotContain(token);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"user_token":"a","page_token":"b"}""")]
    [InlineData("""{"page_token":"b"}""")]
    [InlineData("""{"page_id":"../up","page_token":"b"}""")]
    [InlineData("""{"user_token":"a","pages":["../up"]}""")]
    [InlineData("""{"user_token":"a b"}""")]
    [InlineData("""{"page_id":"1","page_token":"b\r\nc"}""")]
    [InlineData("""{"page_id":1,"page_token":"b"}""")]
    public async Task WrongBody_IsToldSo(string body)
    {
        using var response = await _admin.PostAsync(_address, body);

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task WithoutTheKey_NobodySeesOrChangesPages()
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete })
        {
            using var response = await new Administrator(Running, authorization: null).SendAsync(method, method == HttpMethod.Delete ? $"{_address}/{_page.Id}" : _address);
            await response.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        }
    }

    private Product Running => _admin.Product;

    private async Task<string> ConnectAsync(string body)
    {
        using var response = await _admin.PostAsync(_address, body);
        string answer = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK, answer);
        return answer;
    }
}
