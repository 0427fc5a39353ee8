using System.Net;
using System.Text.Json;
using GptMessenger.Api.Tests.Running;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Facebook;

/// <summary>Messages to a file that cannot be written or read, or that somebody else wrote.</summary>
[Collection(RunningProductTests.Name)]
public sealed class ConversationFileTests(RunningProduct running)
{
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

        await running.PostAsync(message);
        await running.PostAsync(message);
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
}
