using GptMessenger.Api.Tests.Running;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Facebook;

/// <summary>Messages that come twice, together, or at a bad time.</summary>
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

        await Task.WhenAll(running.Product.DeliverAsync(body), running.Product.DeliverAsync(body), running.Product.DeliverAsync(body));

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

        await running.PostAsync(MetaJson.Event(Product.Page, customer.Id, $$"""
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
        await running.PostAsync(unsend);
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

        await running.PostAsync(MetaJson.Event(Product.Page, customer.Id, $$"""
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

        await running.PostAsync(echo);
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
                await running.PostAsync($$$"""
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
}
