using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Facebook;

public sealed class QuietTimeTests
{
    [Fact]
    public async Task SeveralQuickMessages_GetOneAnswer()
    {
        await using var outside = await Outside.StartAsync();
        await using var product = await Product.StartAsync(outside, settings: ("REPLY_QUIET_MS", "1500"));
        var customer = new Customer(product, outside);

        await customer.WriteAsync("Hello");
        await customer.WriteAsync("I look for a tent");
        await customer.WriteAsync("for two");
        var sent = await outside.SentToAsync(customer.Id, 1);
        await customer.StoredAsync(4);
        await customer.AskAsync("And then?");

        sent[0].Text.Should().EndWith("You said: Hello\nI look for a tent\nfor two");
        customer.Received.Should().HaveCount(2);
        outside.Prompts.Should().HaveCount(2);
        outside.SenderActions.Should().StartWith([$"{customer.Id} mark_seen", $"{customer.Id} typing_on"]);
    }
}
