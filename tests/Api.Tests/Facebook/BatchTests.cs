using GptMessenger.Api.Tests.Running;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Facebook;

/// <summary>Several events in one POST: each is looked after on its own.</summary>
[Collection(RunningProductTests.Name)]
public sealed class BatchTests(RunningProduct running)
{
    public static IReadOnlyList<string> Fixtures => ["batch_with_the_same_mid_twice", "batch_with_broken_neighbours", "batch_of_two_messages"];

    [Fact]
    public async Task SameMidTwice_IsStoredOnceAndAnsweredOnce()
    {
        var (customer, fixture) = await PostAsync("batch_with_the_same_mid_twice");

        var answer = (await running.Outside.SentToAsync(customer.Id, 1))[0];
        await customer.StoredAsync(2);
        await customer.AskAsync("And then?");

        answer.Text.Should().EndWith("You said: Twice the same?");
        customer.Received.Should().HaveCount(2);
        customer.Stored().Should().HaveCount(4).And.HaveElementAt(0, fixture.Events[0]);
    }

    [Fact]
    public async Task BrokenNeighbours_CostTheOthersNothing()
    {
        var (customer, fixture) = await PostAsync("batch_with_broken_neighbours");

        var answer = (await running.Outside.SentToAsync(customer.Id, 1))[0];
        var stored = await customer.StoredAsync(3);
        await customer.AskAsync("And then?");

        answer.Text.Should().EndWith("You said: First?\nLast?");
        stored[0].Should().Be(fixture.Events[0]);
        stored[1].Should().Be(fixture.Events[^1]);
        customer.Stored().Should().HaveCount(5);
        customer.Received.Should().HaveCount(2);
    }

    [Fact]
    public async Task TwoMessages_AreStoredInOrderAndAnsweredTogether()
    {
        var (customer, fixture) = await PostAsync("batch_of_two_messages");

        var answer = (await running.Outside.SentToAsync(customer.Id, 1))[0];
        var stored = await customer.StoredAsync(3);

        answer.Text.Should().EndWith("You said: One tent?\nAnd two bags?");
        stored.Take(2).Should().Equal(fixture.Events);
    }

    [Fact]
    public async Task ManyCustomers_AreAllAnswered()
    {
        var customers = Enumerable.Range(0, 60).Select(_ => running.NewCustomer()).ToList();
        string body = MetaJson.Body(Product.Page, customers.Select(customer => MetaJson.Event(Product.Page, customer.Id, customer.NextMid(), $"I am {customer.Id}")));

        await running.Product.DeliverAsync(body);
        customers.Should().OnlyContain(customer => customer.Stored().Count == 1 || customer.Stored().Count == 2, "what is acknowledged is stored");

        foreach (var customer in customers)
        {
            var sent = await running.Outside.SentToAsync(customer.Id, 1);
            sent.Should().ContainSingle().Which.Text.Should().EndWith($"You said: I am {customer.Id}");
            customer.ShouldBeStoredReply((await customer.StoredAsync(2))[1], sent[0]);
        }
    }

    private async Task<(Customer Customer, Fixture Fixture)> PostAsync(string name)
    {
        var customer = running.NewCustomer();
        var fixture = Fixture.Read(name, customer.Id);
        await running.Product.DeliverAsync(fixture.Body);
        return (customer, fixture);
    }
}
