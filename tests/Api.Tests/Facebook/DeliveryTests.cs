using System.Net;
using System.Text;
using System.Text.Json;
using GptMessenger.Api.Tests.Running;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Facebook;

/// <summary>Messages that come twice, together, at a bad time, or to a file that somebody else wrote.</summary>
[Collection(RunningProductTests.Name)]
public sealed class DeliveryTests(RunningProduct running) : IDisposable
{
    private readonly Func<string, Task<string>> _model = running.Outside.Model;

    private readonly Func<GraphSend, Task<bool>> _onSend = running.Outside.OnSend;

    public void Dispose() => (running.Outside.Model, running.Outside.OnSend) = (_model, _onSend);

    [Fact]
    public async Task DeliveredThreeTimesAtOnce_IsStoredOnceAndAnsweredOnce()
    {
        var customer = running.NewCustomer();
        string body = MetaJson.Message(Product.Page, customer.Id, customer.NextMid(), "Only once?");

        foreach (var response in await Task.WhenAll(running.Product.PostAsync(body), running.Product.PostAsync(body), running.Product.PostAsync(body)))
        {
            await response.ShouldBeSuccessAsync();
            response.Dispose();
        }

        await running.Outside.SentToAsync(customer.Id, 1);
        await customer.StoredAsync(2);
        await customer.AskAsync("And then?");
        customer.Received.Should().HaveCount(2);
        customer.Stored().Should().HaveCount(4);
    }

    [Fact]
    public async Task MessageWhileTheModelWorks_IsAnsweredTogetherWithTheFirst()
    {
        var customer = running.NewCustomer();
        var (asked, answer) = Block(customer);
        await customer.WriteAsync($"First of {customer.Id}?");
        await asked.Task;

        await customer.WriteAsync("Second?");
        answer.SetResult();
        var sent = await running.Outside.SentToAsync(customer.Id, 1);
        await customer.StoredAsync(3);
        await customer.AskAsync("And then?");

        sent[0].Text.Should().EndWith($"You said: First of {customer.Id}?\nSecond?");
        customer.Received.Should().HaveCount(2);
        customer.Stored().Should().HaveCount(5);
    }

    [Fact]
    public async Task EditWhileTheModelWorks_IsWhatIsAnswered()
    {
        var customer = running.NewCustomer();
        var (asked, answer) = Block(customer);
        string mid = customer.NextMid();
        await customer.WriteAsync($"A red one, {customer.Id}?", mid);
        await asked.Task;

        await PostAsync(MetaJson.Event(Product.Page, customer.Id, $$"""
            "message_edit":{"mid":"{{mid}}","text":"A blue one, {{customer.Id}}?","num_edit":"1"}
            """));
        answer.SetResult();
        var sent = await running.Outside.SentToAsync(customer.Id, 1);

        sent[0].Text.Should().EndWith($"You said: A blue one, {customer.Id}?");
        await customer.StoredAsync(3);
    }

    [Fact]
    public async Task UnsendWhileTheModelWorks_IsNotAnswered()
    {
        var customer = running.NewCustomer();
        var (asked, answer) = Block(customer);
        string mid = customer.NextMid();
        await customer.WriteAsync($"Forget this, {customer.Id}", mid);
        await asked.Task;

        string unsend = MetaJson.Event(Product.Page, customer.Id, $$"""
            "message":{"mid":"{{mid}}","is_deleted":true}
            """);
        await PostAsync(unsend);
        answer.SetResult();
        var later = await customer.AskAsync("Something else?");

        later.Text.Should().EndWith("You said: Something else?");
        customer.Received.Should().ContainSingle();
        customer.Stored().Should().HaveCount(3).And.HaveElementAt(0, unsend);
    }

    [Fact]
    public async Task UnsendOfAnAnsweredMessage_TakesItsWordsOutOfFileAndPrompt()
    {
        var customer = running.NewCustomer();
        string mid = customer.NextMid();
        await customer.WriteAsync($"My number is 99 {customer.Id} 88", mid);
        await running.Outside.SentToAsync(customer.Id, 1);
        await customer.StoredAsync(2);
        running.Outside.Model = _ => Task.FromResult("Fine.");

        await PostAsync(MetaJson.Event(Product.Page, customer.Id, $$"""
            "message":{"mid":"{{mid}}","is_deleted":true}
            """));
        await customer.AskAsync($"Was that wise, {customer.Id}?");

        customer.Stored()[0].Should().Contain("is_deleted").And.NotContain("My number");
        string prompt = running.Outside.Prompts.Single(prompt => prompt.Contains($"Was that wise, {customer.Id}?", StringComparison.Ordinal));
        prompt.Should().NotContain("Customer: My number");
    }

    [Fact]
    public async Task EchoOfOurAnswer_ChangesNothing()
    {
        var customer = running.NewCustomer();
        var answer = await customer.AskAsync("Do you echo?");
        string echo = $$$"""
            {"sender":{"id":"{{{Product.Page}}}"},"recipient":{"id":"{{{customer.Id}}}"},"timestamp":1767261600123,
            "message":{"mid":"{{{answer.Mid}}}","is_echo":true,"app_id":{{{Product.AppId}}},"metadata":"{{{answer.Metadata}}}","text":"x"}}
            """;

        await PostAsync(echo);
        await customer.AskAsync("And then?");

        customer.Stored().Should().HaveCount(4);
        customer.Received.Should().HaveCount(2);
    }

    [Fact]
    public async Task EchoFasterThanTheAnswerOfTheSend_ConfirmsItOnce()
    {
        var customer = running.NewCustomer();
        running.Outside.OnSend = async send =>
        {
            if (send.Recipient == customer.Id && customer.Received.Count == 1)
            {
                await PostAsync($$$"""
                    {"sender":{"id":"{{{Product.Page}}}"},"recipient":{"id":"{{{customer.Id}}}"},"timestamp":1767261600123,
                    "message":{"mid":"{{{send.Mid}}}","is_echo":true,"app_id":{{{Product.AppId}}},"metadata":"{{{send.Metadata}}}","text":"x"}}
                    """);
            }

            return true;
        };

        await customer.AskAsync("Who is faster?");
        await customer.AskAsync("And then?");

        customer.Received.Should().HaveCount(2);
        customer.Stored().Should().HaveCount(4);
    }

    [Fact]
    public async Task StoreThatRefuses_AsksForRedeliveryAndTakesItThen()
    {
        var customer = running.NewCustomer(running.NewPage());
        var neighbour = running.NewCustomer(running.NewPage());
        string conversations = Path.GetDirectoryName(running.Product.ConversationPath(customer.Id, customer.Page))!;
        Directory.CreateDirectory(Path.GetDirectoryName(conversations)!);
        await File.WriteAllTextAsync(conversations, "Where a folder should be.");
        string body = $$"""
            {"object":"page","entry":[
            {"id":"{{customer.Page}}","messaging":[{{MetaJson.Event(customer.Page, customer.Id, customer.NextMid(), "Is anybody there?")}},
            {{MetaJson.Event(customer.Page, customer.Id, customer.NextMid(), "Hello?")}}]},
            {"id":"{{neighbour.Page}}","messaging":[{{MetaJson.Event(neighbour.Page, neighbour.Id, neighbour.NextMid(), "And here?")}}]}]}
            """;

        using var refused = await running.Product.PostAsync(body);
        await refused.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter?.Delta.Should().BePositive();
        neighbour.Stored().Should().NotBeEmpty();

        File.Delete(conversations);
        using var taken = await running.Product.PostAsync(body);
        await taken.ShouldBeSuccessAsync();

        var sent = await running.Outside.SentToAsync(customer.Id, 1);
        sent[0].Text.Should().EndWith("You said: Is anybody there?\nHello?");
        await customer.StoredAsync(3);
        await running.Outside.SentToAsync(neighbour.Id, 1);
        await neighbour.AskAsync("And then?");
        neighbour.Received.Should().HaveCount(2);
        customer.Received.Should().ContainSingle();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[{\"message\":{\"mid\":\"m_1\",\"text\":\"cut o")]
    [InlineData("[] []")]
    [InlineData("[{},]")]
    [InlineData("not JSON")]
    public async Task FileThatCannotBeRead_StaysAsItIsAndTheEventIsPutAside(string content)
    {
        var (customer, other) = (running.NewCustomer(), running.NewCustomer());
        string path = running.Product.ConversationPath(customer.Id);
        await other.AskAsync("Is the folder there?");
        await File.WriteAllTextAsync(path, content);
        string message = MetaJson.Event(Product.Page, customer.Id, customer.NextMid(), "Where does this go?");

        await PostAsync(message);
        await PostAsync(message);
        await other.AskAsync("Does it go on?");

        (await File.ReadAllTextAsync(path)).Should().Be(content);
        customer.Received.Should().BeEmpty();
        string aside = Directory.EnumerateFiles(Path.Combine(running.Product.PageFolder(), "put_aside", customer.Id)).Should().ContainSingle().Subject;
        (await File.ReadAllTextAsync(aside)).Should().Contain("Where does this go?");
    }

    [Fact]
    public async Task FileThatIsNoUtf8_StaysAsItIsAndTheEventIsPutAside()
    {
        var (customer, other) = (running.NewCustomer(), running.NewCustomer());
        string path = running.Product.ConversationPath(customer.Id);
        byte[] content = [.. "[{\"sender\":{\"id\":\""u8, 0xFF, .. "\"},\"message\":{\"mid\":\"m\",\"text\":\""u8, 0xC0, .. "\"}}]"u8];
        await other.AskAsync("Is the folder there?");
        await File.WriteAllBytesAsync(path, content);

        await customer.WriteAsync("Where does this go?");
        await other.AskAsync("Does it go on?");

        (await File.ReadAllBytesAsync(path)).Should().Equal(content);
        Directory.EnumerateFiles(Path.Combine(running.Product.PageFolder(), "put_aside", customer.Id)).Should().ContainSingle();
    }

    [Fact]
    public async Task FileOfThePythonSystem_IsCarriedOnWithEveryElementEqual()
    {
        var (customer, other) = (running.NewCustomer(), running.NewCustomer());
        await other.AskAsync("Is the folder there?");
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        string python = $$"""
            [
              {
                "sender": {
                  "id": "{{customer.Id}}"
                },
                "recipient": {
                  "id": "{{Product.Page}}"
                },
                "timestamp": {{now - 60_000}},
                "message": {
                  "mid": "m_py_{{customer.Id}}",
                  "text": "Bl\u00e5b\u00e6r \ud83e\uded0? 1/2",
                  "nlp": {
                    "score": 1.0,
                    "tiny": 1e-07,
                    "big": 12345678901234567890,
                    "none": null
                  }
                },
                "a_field_of_python": [
                  true,
                  {}
                ]
              },
              {
                "sender": {
                  "id": "{{Product.Page}}"
                },
                "recipient": {
                  "id": "{{customer.Id}}"
                },
                "timestamp": {{now - 50_000}},
                "message": {
                  "mid": "agent_mid_1",
                  "text": "Yes, we have them."
                }
              },
              "something that is no event",
              17
            ]
            """;
        await File.WriteAllTextAsync(running.Product.ConversationPath(customer.Id), python);

        var answer = await customer.AskAsync($"How much, asks {customer.Id}?");

        using var before = JsonDocument.Parse(python);
        using var after = JsonDocument.Parse(await File.ReadAllBytesAsync(running.Product.ConversationPath(customer.Id)));
        var old = before.RootElement.EnumerateArray().Select(e => e.GetRawText()).ToList();
        customer.Stored().Take(old.Count).Should().Equal(old);
        after.RootElement.GetArrayLength().Should().Be(old.Count + 2);
        customer.ShouldBeStoredReply(customer.Stored()[^1], answer);
        answer.Text.Should().Be($"You said: How much, asks {customer.Id}?", "the assistant has introduced itself a minute ago");
        running.Outside.Prompts.Single(prompt => prompt.Contains($"How much, asks {customer.Id}?", StringComparison.Ordinal))
            .Should().Contain("Customer: Blåbær 🫐? 1/2").And.Contain("Shop: Yes, we have them.");
    }

    [Fact]
    public async Task FileThatPythonWritesInBetween_LosesNothing()
    {
        var customer = running.NewCustomer();
        await customer.AskAsync("First?");
        string path = running.Product.ConversationPath(customer.Id);
        string added = MetaJson.Event(Product.Page, customer.Id, $"m_py_{customer.Id}", "Python heard this");
        await File.WriteAllTextAsync(path, $"[{string.Join(", ", [.. customer.Stored(), added])}]");

        await customer.AskAsync("Second?");

        customer.Stored().Should().HaveCount(5).And.HaveElementAt(2, added);
    }

    private (TaskCompletionSource Asked, TaskCompletionSource Answer) Block(Customer customer)
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        running.Outside.Model = async prompt =>
        {
            if (Outside.CustomerMessage(prompt).Contains(customer.Id, StringComparison.Ordinal))
            {
                asked.TrySetResult();
                await answer.Task;
            }

            return await _model(prompt);
        };
        return (asked, answer);
    }

    private async Task PostAsync(string @event)
    {
        using var response = await running.Product.PostAsync(Encoding.UTF8.GetBytes(MetaJson.Body(Product.Page, @event)));
        await response.ShouldBeSuccessAsync();
    }
}
