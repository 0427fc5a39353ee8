using System.Text;
using System.Text.Json;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Infrastructure.Facebook;

namespace GptMessenger.Infrastructure.Tests.Facebook;

public sealed class PageProfileTests
{
    private const string First = """{"id":"100000000000001","name":"T\u00e4schchen","hours":{"mon_1_open":"09:00"},"access_token":"EAAG-LEAK"}""";
    private const string Second = """{"id":"100000000000001","mission":"Bags","name":"Other"}""";
    private const string UnknownField = """{"error":{"message":"(#100) Tried accessing nonexisting field (parking)","code":100}}""";

    [Fact]
    public async Task BothGroups_BecomeOneObjectWithoutToken()
    {
        using var server = new StubServer(n => Answer.Ok(n == 0 ? First : Second));
        await using var host = new GraphHost(server.Address);

        (await JsonAsync(host)).Should().Be("""{"id":"100000000000001","name":"T\u00e4schchen","hours":{"mon_1_open":"09:00"},"mission":"Bags"}""");
        server.Requests.Select(request => request.Path).Should().AllBe("/v26.0/100000000000001");
        server.Requests.Select(request => string.Join(',', request.Query!["fields"])).Should().Equal(GraphPageProfiles.FirstGroup, GraphPageProfiles.SecondGroup);
        server.Requests.Should().OnlyContain(request => request.RawQuery!.EndsWith("appsecret_proof=" + GraphHost.Proof));
        StubServer.Header(server.Requests[0], "Authorization").Should().Be("Bearer " + GraphHost.Token);
    }

    [Fact]
    public async Task SecondGroupRefused_LeavesTheFirst()
    {
        using var server = new StubServer(n => n == 0 ? Answer.Ok(First) : new Answer(400, UnknownField));
        await using var host = new GraphHost(server.Address);

        JsonDocument.Parse(await JsonAsync(host)).RootElement.EnumerateObject().Select(field => field.Name).Should().Equal("id", "name", "hours");
        host.Logs.All.Should().Contain("nonexisting field");
    }

    [Theory]
    [InlineData(500, "<html>")]
    [InlineData(500, """{"error":{"message":"(#2) Service temporarily unavailable","code":2}}""")]
    [InlineData(400, """{"error":{"message":"(#32) Page request limit reached","code":32}}""")]
    public async Task SecondGroupFailingForNow_IsUnreachable_SoThatHalfAPageIsNotSaved(int status, string body)
    {
        using var server = new StubServer(n => n == 0 ? Answer.Ok(First) : new Answer(status, body));
        await using var host = new GraphHost(server.Address);
        await ShouldBeUnreachableAsync(() => host.FetchAsync());
    }

    [Fact]
    public async Task SecondGroupTooLate_IsUnreachable()
    {
        using var server = new StubServer(n => Answer.Ok(First) with { Delay = n == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1) });
        await using var host = new GraphHost(server.Address, options => options with { SendTimeout = TimeSpan.FromSeconds(1) });
        await ShouldBeUnreachableAsync(() => host.FetchAsync());
    }

    [Theory]
    [InlineData(400, UnknownField)]
    [InlineData(500, "<html>")]
    [InlineData(200, "[]")]
    public async Task FirstGroupRefused_IsUnreachable(int status, string body)
    {
        using var server = new StubServer(_ => new Answer(status, body));
        await using var host = new GraphHost(server.Address);
        await ShouldBeUnreachableAsync(() => host.FetchAsync());
        server.Count.Should().Be(1);
    }

    [Fact]
    public async Task NobodyThereOrNoToken_IsUnreachable()
    {
        await using var host = new GraphHost(RawServer.Nobody());
        await ShouldBeUnreachableAsync(() => host.FetchAsync());
        (await ShouldBeUnreachableAsync(() => host.FetchAsync(GraphHost.Unconnected))).Message.Should().Contain("FACEBOOK_ACCESS_TOKEN_999");
    }

    [Fact]
    public async Task NoAnswerInTime_IsUnreachable()
    {
        using var server = new StubServer(_ => Answer.Ok(First) with { Delay = TimeSpan.FromMinutes(1) });
        await using var host = new GraphHost(server.Address, options => options with { SendTimeout = TimeSpan.FromMilliseconds(300) });
        await ShouldBeUnreachableAsync(() => host.FetchAsync());
    }

    [Fact]
    public async Task ConnectedPage_IsFoundOnItsChannelOnly()
    {
        await using var host = new GraphHost(RawServer.Nobody());
        var id = GraphHost.Conversation;
        host.Pages.Find(Channel.Facebook, id.Page).Should().Be(new ConnectedPage(id.Tenant, Channel.Facebook, id.Page));
        host.Pages.Find(Channel.Instagram, id.Page).Should().BeNull();
        host.Pages.Find(Channel.Facebook, GraphHost.Unconnected.Page).Should().BeNull();
    }

    private static async Task<string> JsonAsync(GraphHost host) => Encoding.UTF8.GetString((await host.FetchAsync()).Json.Span);

    private static async Task<PageUnreachableException> ShouldBeUnreachableAsync(Func<Task<PageDocument>> fetch) =>
        (await fetch.Should().ThrowAsync<PageUnreachableException>()).Which;
}
