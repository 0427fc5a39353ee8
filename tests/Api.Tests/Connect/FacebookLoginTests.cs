using System.Net;
using GptMessenger.Api.Tests.Admin;
using GptMessenger.Testing;
using Microsoft.AspNetCore.WebUtilities;

namespace GptMessenger.Api.Tests.Connect;

/// <summary>An owner connects pages through the running product, over real sockets.</summary>
[Collection(ConnectedProductTests.Name)]
public sealed class FacebookLoginTests : IDisposable
{
    private const string Fields = "messages,messaging_postbacks,messaging_referrals,message_echoes,message_deliveries,message_reads,message_reactions,message_edits,"
        + "messaging_handovers,standby,messaging_policy_enforcement";

    private static long _lastPage = 100_000_000_001_000;

    private readonly string _tenant = $"tenant-{Guid.NewGuid():N}";
    private readonly EmulatedMeta _meta;
    private readonly Product _product;
    private readonly Owner _owner;
    private readonly MetaPage _hoses = NewPage("Hoses & <b>Lamps</b>"), _readOnly = NewPage("Read only", "ANALYZE"), _boots = NewPage("Boots");

    public FacebookLoginTests(ConnectedProduct connected)
    {
        (_meta, _product) = (connected.Meta, connected.Product);
        _owner = new Owner(_product, _tenant);
        _meta.Instead = _ => null;
        _meta.Pages.Clear();
        foreach (var page in new[] { _hoses, _readOnly, _boots })
        {
            _meta.Pages.Add(page);
        }
    }

    [Fact]
    public async Task ChosenPage_IsConnectedAndAnswered_AndNoTokenIsSeenAnywhere()
    {
        var dialog = await _owner.BeginAsync();
        dialog.GetLeftPart(UriPartial.Path).Should().Be("https://login.example.test/v26.0/dialog/oauth");
        _owner.Seen.Should().Contain(text => text.Contains("gptm-connect=", StringComparison.Ordinal) && text.Contains("path=/connect/facebook; samesite=lax; httponly", StringComparison.OrdinalIgnoreCase));
        var asked = QueryHelpers.ParseQuery(dialog.Query);
        asked["client_id"].ToString().Should().Be(Product.AppId);
        asked["redirect_uri"].ToString().Should().Be($"{_product.Address}/connect/facebook/callback");
        asked["code_challenge_method"].ToString().Should().Be("S256");
        asked["scope"].ToString().Split(',').Should().Contain(["pages_show_list", "pages_messaging", "pages_manage_metadata", "pages_read_engagement"]);

        string choice = await _owner.ReturnAsync(_meta.Approve(dialog));
        choice.Should().Contain("Hoses &amp; &lt;b&gt;Lamps&lt;/b&gt;").And.Contain(_boots.Id, "it is on the second page of the list").And.Contain("you need the task");
        string done = await _owner.ChooseAsync(
            choice, ("page", _hoses.Id), ("welcome", "on"), ("greeting", "Hei! Vi hjelper deg."), ("get_started", "on"), ("question", "Where is my order?"), ("question", " "));
        done.Should().Contain($"Page {_hoses.Id}: connected. </li>");

        _meta.Subscriptions.Should().Contain((_hoses.Id, Fields)).And.NotContain(each => each.Page == _boots.Id);
        _meta.Profiles.Should().ContainSingle(each => each.Page == _hoses.Id).Which.Body.Should().Be(
            """{"get_started":{"payload":"GET_STARTED"},"greeting":[{"locale":"default","text":"Hei! Vi hjelper deg."}],"ice_breakers":[{"locale":"default","call_to_actions":[{"question":"Where is my order?","payload":"Where is my order?"}]}]}""");
        (await File.ReadAllTextAsync(Stored($"users/{_tenant}/facebook/{_hoses.Id}/page_metadata.json"))).Should().Contain("We sell hoses.").And.NotContain("access_token");
        (await File.ReadAllTextAsync(Stored($"connections/facebook/people/{EmulatedMeta.Person}.json"))).Should().Contain(_tenant);

        await _product.DeliverAsync(MetaJson.Message(_hoses.Id, "200000000000077", $"m_{_hoses.Id}", "Do you sell hoses?"));
        await SentAsync(_hoses);

        string listed = (await Admin.ReadAsync($"/admin/users/{_tenant}/facebook/pages")).GetRawText();
        listed.Should().Contain(_hoses.Id).And.Contain("\"hasToken\":true").And.NotContain(_boots.Id);
        await ShouldBeNowhereAsync(listed);
    }

    [Fact]
    public async Task StateOfAnotherBrowser_OrForged_OrReplayed_IsRefused()
    {
        using var other = new Owner(_product, _tenant);
        var (mine, theirs) = (_meta.Approve(await _owner.BeginAsync()), _meta.Approve(await other.BeginAsync()));
        using var stranger = new Owner(_product, _tenant);

        await ShouldBeginAgainAsync(await stranger.GetAsync(mine.PathAndQuery));
        await ShouldBeginAgainAsync(await other.GetAsync(mine.PathAndQuery));
        await ShouldBeginAgainAsync(await _owner.GetAsync(theirs.PathAndQuery));
        await ShouldBeginAgainAsync(await _owner.GetAsync(With(mine, "state", "x")));
        await ShouldBeginAgainAsync(await _owner.GetAsync(With(mine, "state", State(mine)[..^2] + "AA")));
        await ShouldBeginAgainAsync(await _owner.GetAsync(With(mine, "state", "")));

        await _owner.ReturnAsync(mine);
        await ShouldBeginAgainAsync(await _owner.GetAsync(mine.PathAndQuery));
        await ShouldBeginAgainAsync(await _owner.GetAsync(With(mine, "code", "another-code")));
        (await other.ReturnAsync(theirs)).Should().Contain(_hoses.Id, "theirs was not used up by others");
    }

    [Fact]
    public async Task ChoiceThatIsNotThisBrowsers_IsRefused()
    {
        string choice = await _owner.ReturnAsync(_meta.Approve(await _owner.BeginAsync()));
        using var stranger = new Owner(_product, _tenant);

        await ShouldBeginAgainAsync(await stranger.GetAsync("/connect/facebook/pages"));
        await ShouldBeginAgainAsync(await stranger.SendAsync("/connect/facebook/pages", ("page", _hoses.Id), ("__RequestVerificationToken", Owner.Forgery(choice))));
        await ShouldBeginAgainAsync(await _owner.SendAsync("/connect/facebook/pages", ("page", _hoses.Id)));
        _meta.Subscriptions.Should().NotContain(each => each.Page == _hoses.Id);

        await _owner.ChooseAsync(choice, ("page", _boots.Id));
        await ShouldBeginAgainAsync(await _owner.GetAsync("/connect/facebook/pages"));
    }

    [Fact]
    public async Task PageWithoutTheTask_OrNotGranted_IsNotConnected()
    {
        string choice = await _owner.ReturnAsync(_meta.Approve(await _owner.BeginAsync()));

        string done = await _owner.ChooseAsync(choice, ("page", _readOnly.Id), ("page", "100000000000099"), ("page", "../up"));

        done.Should().Contain($"Page {_readOnly.Id}: not connected. You need the task").And.Contain("Page 100000000000099: not connected.").And.NotContain("..");
        (await Admin.ReadAsync($"/admin/users/{_tenant}/facebook/pages")).GetProperty("pages").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task PageOfAnotherTenant_IsNotConnected()
    {
        await _owner.ChooseAsync(await _owner.ReturnAsync(_meta.Approve(await _owner.BeginAsync())), ("page", _boots.Id));
        using var other = new Owner(_product, _tenant + "-other");

        string done = await other.ChooseAsync(await other.ReturnAsync(_meta.Approve(await other.BeginAsync())), ("page", _boots.Id));

        done.Should().Contain($"Page {_boots.Id}: not connected. It is connected for another tenant");
    }

    [Fact]
    public async Task OwnerWhoSaysNo_IsTakenAtTheirWord()
    {
        var back = EmulatedMeta.Deny(await _owner.BeginAsync());

        using var response = await _owner.GetAsync(back.PathAndQuery);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Contain("Nothing was connected").And.NotContain("alert(1)");
        await ShouldBeginAgainAsync(await _owner.GetAsync("/connect/facebook/pages"));
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("me")]
    [InlineData("accounts")]
    public async Task RefusalByFacebook_IsSaidWithoutSecrets(string what)
    {
        var back = _meta.Approve(await _owner.BeginAsync());
        string code = QueryHelpers.ParseQuery(back.Query)["code"]!;

        // It repeats what it was sent, as it should not.
        string repeated = what == "access_token" ? $"{code} {Product.AppSecret}" : EmulatedMeta.LongLivedToken;
        _meta.Instead = path => path != what ? null
            : Microsoft.AspNetCore.Http.Results.Json(new { error = new { message = $"No: {repeated}", code = 190, fbtrace_id = "A<b>" } }, statusCode: 400);

        using var response = await _owner.GetAsync(back.PathAndQuery);

        response.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        string html = await response.Content.ReadAsStringAsync();
        html.Should().Contain("Facebook refused: 190").And.NotContain("A<b>").And.NotContain(Product.AppSecret);
        _product.Output.Should().NotContain(code);
        await ShouldBeNowhereAsync(html);
    }

    [Fact]
    public async Task FailedSubscription_IsSaid_AndThePageKept()
    {
        string choice = await _owner.ReturnAsync(_meta.Approve(await _owner.BeginAsync()));
        _meta.Instead = path => path == "subscribed_apps" ? Outside.GraphError(200) : null;

        (await _owner.ChooseAsync(choice, ("page", _boots.Id))).Should().Contain($"Page {_boots.Id}: connected. Its messages do not arrive yet");
    }

    [Fact]
    public async Task WhoIsNotSignedIn_IsSentToTheDoor()
    {
        using var page = await _owner.GetAsync("/connect/facebook");
        page.StatusCode.Should().Be(HttpStatusCode.Redirect);
        page.Headers.Location!.PathAndQuery.Should().Be("/sign-in?to=%2Fconnect%2Ffacebook");
        _owner.Seen.Should().NotContain(text => text.Contains("dialog/oauth", StringComparison.Ordinal));
    }

    public void Dispose() => _owner.Dispose();

    private Administrator Admin => new(_product);

    private static MetaPage NewPage(string name, params string[] tasks) => new(
        Interlocked.Increment(ref _lastPage).ToString(System.Globalization.CultureInfo.InvariantCulture), name, tasks.Length > 0 ? tasks : ["MESSAGING", "MODERATE", "MANAGE"]);

    private static async Task ShouldBeginAgainAsync(HttpResponseMessage response)
    {
        using (response)
        {
            string html = await response.Content.ReadAsStringAsync();
            response.StatusCode.Should().Be(HttpStatusCode.BadRequest, html);
            html.Should().Contain("Begin again");
        }
    }

    private static string State(Uri callback) => QueryHelpers.ParseQuery(callback.Query)["state"]!;

    private static string With(Uri callback, string name, string value)
    {
        var query = QueryHelpers.ParseQuery(callback.Query).ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        query[name] = value;
        return QueryHelpers.AddQueryString(callback.AbsolutePath, query);
    }

    private string Stored(string key) => Path.Combine(_product.DataDir, key);

    private async Task SentAsync(MetaPage page)
    {
        for (int tries = 0; !_meta.Sends.Any(send => send.Page == page.Id); tries++)
        {
            tries.Should().BeLessThan(400, "the page's customer is awaited an answer");
            await Task.Delay(50);
        }

        _meta.Sends.Should().Contain(send => send.Page == page.Id && send.Token == page.Token);
    }

    /// <summary>Looks through all that the browser saw, all that was logged (everything that can be) and all that was stored.</summary>
    private async Task ShouldBeNowhereAsync(params string[] more)
    {
        string[] secrets = [EmulatedMeta.UserToken, EmulatedMeta.LongLivedToken, Product.AppSecret, Product.SecretsKey, .. _meta.Pages.Select(page => page.Token)];
        var files = await _product.WrittenAsync();
        files.Should().NotBeEmpty();
        var everything = files.Select(file => file.Content).Concat(_owner.Seen).Concat(more).Append(_product.Output).ToList();
        foreach (string secret in secrets)
        {
            everything.Where(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty();
        }

        foreach (string code in _meta.Codes)
        {
            _product.Output.Should().NotContain(code);
        }
    }
}
