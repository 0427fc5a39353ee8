using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;

namespace GptMessenger.Infrastructure.Tests.Facebook;

public sealed class PageInspectionTests
{
    private const string AppId = "300000000000001";
    private const string Fields = "messages,messaging_postbacks,messaging_referrals,message_echoes,message_deliveries,message_reads,message_reactions,message_edits,messaging_handovers,standby,messaging_policy_enforcement";
    private const string Scopes = "\"pages_show_list\",\"pages_messaging\",\"pages_manage_metadata\",\"pages_read_engagement\"";
    private const string Valid = """{"data":{"app_id":"300000000000001","type":"PAGE","is_valid":true,"expires_at":0,"profile_id":"100000000000001","scopes":[SCOPES]}}""";

    private static readonly string Fine = Valid.Replace("SCOPES", Scopes, StringComparison.Ordinal);
    private static readonly string Subscribed = Apps(AppId, Fields);

    [Fact]
    public async Task GoodPage_HasNothingMissing_AndTheSecretsTravelInHeaders()
    {
        using var server = new StubServer(n => Answer.Ok(n == 0 ? Fine : Subscribed));
        await using var host = Host(server);

        (await host.InspectAsync()).Should().BeEquivalentTo(new PageFindings { MissingFields = [] });

        server.Requests.Select(request => request.Path).Should().Equal("/v26.0/debug_token", "/v26.0/100000000000001/subscribed_apps");
        StubServer.Header(server.Requests[0], "Authorization").Should().Be($"Bearer {AppId}|{GraphHost.Secret}");
        server.Requests[0].RawQuery.Should().Be($"?input_token={GraphHost.Token}");
        StubServer.Header(server.Requests[1], "Authorization").Should().Be($"Bearer {GraphHost.Token}");
        server.Requests[1].RawQuery.Should().Be($"?appsecret_proof={GraphHost.Proof}");
        host.Logs.All.Should().NotContain(GraphHost.Token).And.NotContain(GraphHost.Secret);
    }

    [Fact]
    public async Task RefusedToken_IsSaidInMetasWords_WithoutTheToken()
    {
        using var server = new StubServer(_ => Answer.Ok(
            $$$"""{"data":{"is_valid":false,"error":{"code":190,"subcode":460,"message":"The session of {{{GraphHost.Token}}} has been invalidated."},"scopes":[]}}"""));
        await using var host = Host(server);

        (await host.InspectAsync()).Should().BeEquivalentTo(new PageFindings { TokenFault = "Facebook refuses its access token: 190/460 The session of *** has been invalidated." });
        server.Count.Should().Be(1);
    }

    [Fact]
    public async Task TokenThatOnlyTheSecondCallRefuses_IsRefused()
    {
        using var server = new StubServer(n => n == 0 ? Answer.Ok(Fine) : new Answer(400, """{"error":{"message":"Session has expired","code":190,"error_subcode":463}}"""));
        await using var host = Host(server);

        (await host.InspectAsync())!.TokenFault.Should().StartWith("Facebook refuses its access token: 190/463");
    }

    [Theory]
    [InlineData("\"pages_messaging\",\"pages_read_engagement\"", "", "pages_manage_metadata")]
    [InlineData(Scopes, """,{"scope":"pages_messaging","target_ids":["999"]},{"scope":"pages_read_engagement","target_ids":["999","100000000000001"]},{"scope":"pages_manage_metadata"}""", "pages_messaging")]
    [InlineData("", "", "pages_messaging,pages_manage_metadata,pages_read_engagement")]
    public async Task MissingPermissions_AreNamed(string scopes, string granular, string missing)
    {
        string token = Valid.Replace("SCOPES]", $"{scopes}],\"granular_scopes\":[{granular.TrimStart(',')}]", StringComparison.Ordinal);
        using var server = new StubServer(n => n == 0 ? Answer.Ok(token) : new Answer(403, """{"error":{"message":"(#200) No.","code":200}}"""));
        await using var host = Host(server);

        (await host.InspectAsync()).Should().BeEquivalentTo(new PageFindings { MissingPermissions = missing.Split(',') });
    }

    [Fact]
    public async Task TimesAreRead_AndTheOtherPagesTokenIsSeen()
    {
        using var server = new StubServer(n => Answer.Ok(n switch
        {
            0 => Fine.Replace("\"expires_at\":0", "\"expires_at\":1800000000,\"data_access_expires_at\":99999999999999999", StringComparison.Ordinal),
            1 => Subscribed,
            _ => Fine.Replace("100000000000001", "100000000000002", StringComparison.Ordinal),
        }));
        await using var host = Host(server);

        (await host.InspectAsync()).Should().BeEquivalentTo(new { TokenEndsAt = new DateTimeOffset(2027, 1, 15, 8, 0, 0, TimeSpan.Zero), DataEndsAt = (DateTimeOffset?)null });
        (await host.InspectAsync())!.TokenFault.Should().Be("Its access token is another page's.");
    }

    [Theory]
    [InlineData("", "messages", true)]
    [InlineData("messages", "messaging_postbacks", false)]
    public async Task EventsThatAreNotDelivered_AreNamed_WhateverOtherAppsGet(string fields, string firstMissing, bool lacksMessages)
    {
        string apps = fields.Length == 0 ? Apps("1", Fields) : Apps(AppId, fields);
        using var server = new StubServer(n => Answer.Ok(n == 0 ? Fine : apps));
        await using var host = Host(server);

        var found = (await host.InspectAsync())!;

        found.MissingFields.Should().HaveElementAt(0, firstMissing);
        found.LacksMessages.Should().Be(lacksMessages);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"data":{}}""")]
    [InlineData(200, """{"data":{"is_valid":"yes"}}""")]
    [InlineData(400, """{"error":{"message":"Invalid application secret","code":190}}""")]
    public async Task AnswerThatSaysNothingOfThePage_IsNoFinding(int status, string body)
    {
        using var server = new StubServer(_ => new Answer(status, body));
        await using var host = Host(server);

        await FluentActions.Awaiting(() => host.InspectAsync()).Should().ThrowAsync<PageUnreachableException>();
    }

    [Fact]
    public async Task SubscriptionsThatCannotBeRead_AreNoFinding()
    {
        using var server = new StubServer(n => n % 2 == 0 ? Answer.Ok(Fine) : n == 1 ? new Answer(500, "") : Answer.Ok("""{"data":{}}"""));
        await using var host = Host(server);

        await FluentActions.Awaiting(() => host.InspectAsync()).Should().ThrowAsync<PageUnreachableException>();
        await FluentActions.Awaiting(() => host.InspectAsync()).Should().ThrowAsync<PageUnreachableException>();
    }

    [Fact]
    public async Task SendsThatGraphRefuses_AreAFinding()
    {
        using var server = new StubServer(n => Answer.Ok(n == 0 ? Fine : Subscribed));
        await using var host = Host(server);
        host.Lanes.Of(GraphHost.Conversation.Page).Close(new SendResult(SendVerdict.Reauthorize, Error: "10: no permission"), GraphHost.Token, DateTimeOffset.UtcNow);

        (await host.InspectAsync())!.SendFault.Should().Be("Graph refuses its sends: 10: no permission.");
    }

    [Fact]
    public async Task PageThatNobodyConnected_IsNotAskedFor()
    {
        using var server = new StubServer(_ => Answer.Ok(Fine));
        await using var host = Host(server);

        (await host.InspectAsync(GraphHost.Unconnected)).Should().BeNull();
        server.Count.Should().Be(0);
    }

    private static GraphHost Host(StubServer server) => new(server.Address, options => options with { AppId = AppId });

    private static string Apps(string id, string fields) => $$"""{"data":[{"id":"2","subscribed_fields":["feed"]},{"id":"{{id}}","name":"Our app","subscribed_fields":["{{fields.Replace(",", "\",\"", StringComparison.Ordinal)}}"]}]}""";
}
