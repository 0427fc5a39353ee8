using System.Net;
using System.Text.Json;
using GptMessenger.Api.Tests.Running;
using GptMessenger.Testing;
using Microsoft.AspNetCore.Http;

namespace GptMessenger.Api.Tests.Admin;

/// <summary>The inbox of the whole product, over its admin API.</summary>
[Collection(RunningProductTests.Name)]
public sealed class InboxTests(RunningProduct running)
{
    private readonly Administrator _admin = new(running.Product);

    [Fact]
    public async Task Conversation_IsInTheInbox_WithItsThreadAndTheReason()
    {
        var customer = running.NewCustomer();
        var sent = await customer.AskAsync("Do you have red shoes?");

        var row = await RowAsync(customer, row => row.GetProperty("lastBy").GetString() == "bot");
        row.GetProperty("snippet").GetString().Should().EndWith("Do you have red shoes?");
        row.GetProperty("unansweredSince").ValueKind.Should().Be(JsonValueKind.Null);
        row.GetProperty("needsPerson").ValueKind.Should().Be(JsonValueKind.Null);

        var thread = await _admin.ReadAsync(Inbox(customer));
        var messages = thread.GetProperty("messages").EnumerateArray().ToList();
        messages.Select(message => message.GetProperty("by").GetString()).Should().Equal("customer", "bot");
        messages[1].GetProperty("text").GetString().Should().Be(sent.Text);
        messages[1].GetProperty("reason").GetProperty("basis").GetProperty("source").GetString().Should().Be("model");
        messages[1].GetProperty("reason").GetProperty("seconds").GetDouble().Should().BeInRange(0, 60);
        thread.GetProperty("hasEarlier").GetBoolean().Should().BeFalse();

        var newest = await _admin.ReadAsync($"{Inbox(customer)}?limit=1");
        (newest.GetProperty("messages").GetArrayLength(), newest.GetProperty("hasEarlier").GetBoolean()).Should().Be((1, true));
        string before = newest.GetProperty("messages")[0].GetProperty("key").GetString()!;
        var earlier = await _admin.ReadAsync($"{Inbox(customer)}?limit=1&before={Uri.EscapeDataString(before)}");
        earlier.GetProperty("messages")[0].GetProperty("by").GetString().Should().Be("customer");
    }

    [Fact]
    public async Task CustomerWhoAsksForAPerson_IsAnsweredByOne()
    {
        var customer = running.NewCustomer();
        await customer.AskAsync("I want to talk to a human");
        (await RowAsync(customer, row => row.GetProperty("needsPerson").ValueKind == JsonValueKind.Object, "filter=needs_person&"))
            .GetProperty("needsPerson").GetProperty("reason").GetString().Should().Be("asked");

        string body = JsonSerializer.Serialize(new { id = "answer-of-ann-1", text = "Ann here, how can I help?" });
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => _admin.PostAsync($"{Inbox(customer)}/answer", body)));
        foreach (var answer in answers)
        {
            (await Administrator.JsonAsync(answer, HttpStatusCode.OK)).GetProperty("state").GetString().Should().Be("sent");
            answer.Dispose();
        }

        customer.Received.Where(send => send.Text == "Ann here, how can I help?").Should().ContainSingle("a double click sends once");
        var row = await RowAsync(customer, row => row.GetProperty("needsPerson").ValueKind == JsonValueKind.Null);
        (row.GetProperty("lastBy").GetString(), row.GetProperty("pausedUntil").ValueKind).Should().Be(("person", JsonValueKind.String));

        // Meta's echo of it comes later.
        var sent = customer.Received[^1];
        sent.Kind.Should().Be("RESPONSE");
        await running.PostAsync(
            $$$"""{"sender":{"id":"{{{customer.Page}}}"},"recipient":{"id":"{{{customer.Id}}}"},"timestamp":1,"message":{"is_echo":true,"app_id":{{{Product.AppId}}},"metadata":"{{{sent.Metadata}}}","mid":"{{{sent.Mid}}}","text":"{{{sent.Text}}}"}}""");
        var thread = await _admin.ReadAsync(Inbox(customer));
        thread.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("by").GetString()).Should().Equal("customer", "bot", "person");

        await customer.WriteAsync("Are you there?");
        await RowAsync(customer, row => row.GetProperty("unansweredSince").ValueKind == JsonValueKind.String, "filter=unanswered&");
        await RowAsync(customer, _ => true, "filter=paused&");
        using var handedBack = await _admin.PostAsync($"{Inbox(customer)}/handback");
        handedBack.StatusCode.Should().Be(HttpStatusCode.OK);
        (await customer.AskAsync("And now?")).Text.Should().EndWith("And now?");
    }

    [Fact]
    public async Task AnswerUnderTheTag_AfterADay()
    {
        var customer = running.NewCustomer();
        long yesterday = DateTimeOffset.UtcNow.AddHours(-25).ToUnixTimeMilliseconds();
        await running.PostAsync(
            $$$"""{"sender":{"id":"{{{customer.Id}}}"},"recipient":{"id":"{{{customer.Page}}}"},"timestamp":{{{yesterday}}},"message":{"mid":"{{{customer.NextMid()}}}","text":"Hello?"}}""");

        using var answer = await _admin.PostAsync($"{Inbox(customer)}/answer", """{"id":"late-answer-1","text":"Sorry for the wait."}""");

        await Administrator.JsonAsync(answer, HttpStatusCode.OK);
        customer.Received.Should().ContainSingle(send => send.Text == "Sorry for the wait.").Which.Kind.Should().Be("MESSAGE_TAG HUMAN_AGENT");
    }

    [Fact]
    public async Task AnswerThatGraphRefuses_IsSaid()
    {
        var customer = running.NewCustomer();
        await customer.AskAsync("Hello");
        var before = running.Outside.BeforeSend;
        running.Outside.BeforeSend = async (send, context) => send.Recipient == customer.Id ? Outside.GraphError(551, 1545041) : await before(send, context);

        using var answer = await _admin.PostAsync($"{Inbox(customer)}/answer", """{"id":"refused-answer","text":"Hello?"}""");

        (await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity)).Should().Contain("551");
    }

    [Fact]
    public async Task DeliveredAndRead_AreMarks_AndNoMessages()
    {
        var customer = running.NewCustomer();
        await customer.AskAsync("Hello");
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        foreach (string kind in new[] { "delivery", "read" })
        {
            await running.Product.DeliverAsync(
                $$$"""{"object":"page","entry":[{"id":"{{{customer.Page}}}","time":1,"messaging":[{"sender":{"id":"{{{customer.Id}}}"},"recipient":{"id":"{{{customer.Page}}}"},"timestamp":{{{now}}},"{{{kind}}}":{"watermark":{{{now}}}}}]}]}""");
        }

        var row = await RowAsync(customer, row => row.GetProperty("readUntil").ValueKind == JsonValueKind.String && row.GetProperty("deliveredUntil").ValueKind == JsonValueKind.String);

        row.GetProperty("readUntil").GetDateTimeOffset().ToUnixTimeMilliseconds().Should().Be(now);
        customer.Stored().Should().HaveCount(2);
    }

    [Fact]
    public async Task Erased_IsInTheInboxNoMore_AndWasInTheExport()
    {
        var customer = running.NewCustomer();
        await customer.AskAsync("Hello, a human please");
        await RowAsync(customer, _ => true);
        (await _admin.ReadAsync($"{Administrator.Conversation(customer)}/export")).GetProperty("inbox").GetProperty("conversation").GetString().Should().EndWith(customer.Id);

        using var erased = await _admin.SendAsync(HttpMethod.Delete, Administrator.Conversation(customer));
        erased.StatusCode.Should().Be(HttpStatusCode.OK);

        (await ListAsync($"query={customer.Id}")).Should().BeEmpty();
        using var thread = await _admin.SendAsync(HttpMethod.Get, Inbox(customer));
        await thread.ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task CustomersName_IsAskedForBesideTheAnswer_Found_Exported_AndErased()
    {
        var (customer, other) = (running.NewCustomer(), running.NewCustomer());
        running.Outside.Profile = id => id == customer.Id
            ? Results.Json(new { first_name = "Zoë", last_name = "Müller", name = "\u202eZoë Müller", id })
            : Outside.GraphError(100, 2018218);
        await Task.WhenAll(customer.AskAsync("Hello"), other.AskAsync("Hello"));

        (await RowAsync(customer, row => row.GetProperty("customerName").ValueKind == JsonValueKind.String)).GetProperty("customerName").GetString().Should().Be("Zoë Müller");
        (await ListAsync("query=zo%C3%AB%20m")).Should().ContainSingle();
        (await _admin.ReadAsync($"{Administrator.Conversation(customer)}/export")).GetProperty("inbox").GetProperty("customerName").GetString().Should().Be("Zoë Müller");
        await Task.WhenAll(customer.AskAsync("And socks?"), other.AskAsync("And socks?"));
        await RowAsync(other, row => row.GetProperty("lastBy").GetString() == "bot" && row.GetProperty("snippet").GetString()!.EndsWith("And socks?", StringComparison.Ordinal));
        running.Outside.NameReads.Where(id => id == customer.Id).Should().ContainSingle("a name keeps for some days");
        running.Outside.NameReads.Where(id => id == other.Id).Should().ContainSingle("so does that it is not shown");
        running.Outside.Prompts.Should().NotContain(prompt => prompt.Contains("Müller", StringComparison.Ordinal));

        using var erased = await _admin.SendAsync(HttpMethod.Delete, Administrator.Conversation(customer));
        erased.StatusCode.Should().Be(HttpStatusCode.OK);
        (await ListAsync("query=zo%C3%AB%20m")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("inbox?filter=none", "filter")]
    [InlineData("inbox?limit=0", "limit")]
    [InlineData("inbox?page=a/b/c", "page")]
    [InlineData("inbox?after=x", "after")]
    public async Task BadQuestions_AreRefused(string address, string named)
    {
        using var response = await _admin.SendAsync(HttpMethod.Get, $"/admin/users/{Product.Tenant}/{address}");

        (await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest)).Should().Contain(named);
    }

    [Theory]
    [InlineData("""{"id":"short","text":"Hello"}""")]
    [InlineData("""{"id":"long-enough","text":"  "}""")]
    [InlineData("""{"id":"long-enough"}""")]
    [InlineData("{")]
    public async Task BadAnswers_AreRefused(string body)
    {
        using var response = await _admin.PostAsync($"{Inbox(running.NewCustomer())}/answer", body);

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task AnotherTenant_SeesNothing_AndAnswersNobody()
    {
        var customer = running.NewCustomer();
        await customer.AskAsync("Hello");
        string strange = Inbox(customer).Replace(Product.Tenant, "somebody-else", StringComparison.Ordinal);

        (await _admin.ReadAsync("/admin/users/somebody-else/inbox")).GetProperty("conversations").GetArrayLength().Should().Be(0);
        using var thread = await _admin.SendAsync(HttpMethod.Get, strange);
        await thread.ShouldBeProblemAsync(HttpStatusCode.NotFound);
        using var answer = await _admin.PostAsync($"{strange}/answer", """{"id":"strange-answer","text":"Hello"}""");
        await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    private static string Inbox(Customer customer) => $"/admin/users/{Product.Tenant}/inbox/facebook/{customer.Page}/{customer.Id}";

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string query) =>
        [.. (await _admin.ReadAsync($"/admin/users/{Product.Tenant}/inbox?{query}")).GetProperty("conversations").EnumerateArray()];

    private async Task<JsonElement> RowAsync(Customer customer, Func<JsonElement, bool> until, string filter = "")
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (await ListAsync($"{filter}query={customer.Id}") is [var row] && until(row))
            {
                return row;
            }

            await Task.Delay(50, timeout.Token);
        }
    }
}
