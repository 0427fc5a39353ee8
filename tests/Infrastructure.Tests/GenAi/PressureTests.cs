namespace GptMessenger.Infrastructure.Tests.GenAi;

public sealed class PressureTests
{
    [Fact]
    public async Task CallersCancellation_PassesThrough()
    {
        using var server = new StubServer(_ => Answer.Ok(ModelHost.Fine) with { Delay = TimeSpan.FromMinutes(1) });
        await using var host = new ModelHost(server.Address);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        var ask = () => host.AskAsync(cancellationToken: cancellation.Token);
        await ask.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task ModelThatKeepsFailing_IsLeftAlone()
    {
        using var server = new StubServer(_ => new Answer(500, ""));
        await using var host = new ModelHost(server.Address);
        for (int i = 0; i < 10; i++)
        {
            await host.RefusalAsync();
        }

        int asked = server.Count;
        (await host.RefusalAsync()).Message.Should().Contain("failed too often");
        server.Count.Should().Be(asked);
    }

    [Fact]
    public async Task ModelThatHangs_IsLeftAlone()
    {
        using var server = new StubServer(_ => Answer.Ok(ModelHost.Fine) with { Delay = TimeSpan.FromMinutes(1) });
        await using var host = new ModelHost(server.Address, options => options with { Timeout = TimeSpan.FromMilliseconds(300) });
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.RefusalAsync()));

        (await host.RefusalAsync()).Message.Should().Contain("failed too often");
    }

    [Fact]
    public async Task CallersThatLoseInterest_DoNotCountAgainstTheModel()
    {
        using var server = new StubServer(n => Answer.Ok(ModelHost.Fine) with { Delay = n < 12 ? TimeSpan.FromMinutes(1) : TimeSpan.Zero });
        await using var host = new ModelHost(server.Address);
        using var cancellation = new CancellationTokenSource();
        var asked = Enumerable.Range(0, 12).Select(_ => host.AskAsync(cancellationToken: cancellation.Token)).ToList();
        while (server.Count < 12)
        {
            await Task.Delay(10);
        }

        await cancellation.CancelAsync();
        await Task.WhenAll(asked.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default)));
        (await host.AskAsync()).Text.Should().Be("Yes, in red.");
    }

    [Fact]
    public async Task MoreQuestionsThanPermits_WaitTheirTurn()
    {
        using var gate = new SemaphoreSlim(0);
        await using var server = new RawServer(async (_, connection) =>
        {
            await gate.WaitAsync();
            await RawServer.AnswerAsync(connection, ModelHost.Fine);
        });
        await using var host = new ModelHost(server.Address, options => options with { MaxConcurrency = 2 });
        var asked = Enumerable.Range(0, 6).Select(_ => host.AskAsync()).ToList();
        while (server.Requests.Count < 2)
        {
            await Task.Delay(10);
        }

        await Task.Delay(100);
        server.Requests.Should().HaveCount(2);
        gate.Release(6);
        (await Task.WhenAll(asked)).Should().OnlyContain(completion => completion.Text == "Yes, in red.");
        server.Requests.Should().HaveCount(6);
    }
}
