using System.Diagnostics;
using GptMessenger.Infrastructure.GenAi;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Tests.GenAi;

public sealed class FailureTests
{
    private const string Limited = """{"id":"too_many_requests","message":"API rate limit exceeded."}""";

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task PassingFailure_IsTriedAgain(int status)
    {
        using var server = new StubServer(n => n < 2 ? new Answer(status, Limited) : Answer.Ok(ModelHost.Fine));
        await using var host = new ModelHost(server.Address);

        (await host.AskAsync()).Text.Should().Be("Yes, in red.");
        server.Count.Should().Be(3);
    }

    [Fact]
    public async Task FailureThatStays_EndsAfterTwoRetries()
    {
        using var server = new StubServer(_ => new Answer(502, "<html>bad gateway</html>") { ContentType = "text/html" });
        await using var host = new ModelHost(server.Address);

        (await host.RefusalAsync()).Message.Should().Contain("refused with 502");
        server.Count.Should().Be(3);
    }

    [Fact]
    public async Task RetryAfter_IsHonoured()
    {
        using var server = new StubServer(n => n == 0 ? new Answer(429, Limited) { Headers = RetryAfter(1) } : Answer.Ok(ModelHost.Fine));
        await using var host = new ModelHost(server.Address);
        await host.AskAsync();

        (server.Requests[1].DateTime - server.Requests[0].DateTime).Should().BeGreaterThan(TimeSpan.FromMilliseconds(900));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RetryAfterBeyondTheTimeLimit_IsNotWaitedFor(bool isDate)
    {
        var headers = isDate ? RetryAfter(DateTimeOffset.UtcNow.AddHours(1).ToString("R")) : RetryAfter(3600);
        using var server = new StubServer(_ => new Answer(429, Limited) { Headers = headers });
        await using var host = new ModelHost(server.Address);
        long begin = Stopwatch.GetTimestamp();

        (await host.RefusalAsync()).Message.Should().EndWith("refused with 429: API rate limit exceeded. (too_many_requests)");
        Stopwatch.GetElapsedTime(begin).Should().BeLessThan(TimeSpan.FromSeconds(5));
        server.Count.Should().Be(1);
    }

    [Fact]
    public async Task SlowAnswer_IsWaitedFor()
    {
        using var server = new StubServer(_ => Answer.Ok(ModelHost.Fine) with { Delay = TimeSpan.FromMilliseconds(500) });
        await using var host = new ModelHost(server.Address);
        (await host.AskAsync()).Text.Should().Be("Yes, in red.");
    }

    [Fact]
    public async Task AnswerThatNeverComes_EndsAtTheTimeLimit()
    {
        using var server = new StubServer(_ => Answer.Ok(ModelHost.Fine) with { Delay = TimeSpan.FromMinutes(1) });
        await using var host = new ModelHost(server.Address, Hasty);
        (await host.RefusalAsync()).Message.Should().Be("the model did not answer within 0.3 s");
    }

    [Fact]
    public async Task BodyThatNeverEnds_EndsAtTheTimeLimit()
    {
        await using var server = new RawServer(async (_, connection) =>
        {
            await RawServer.WriteAsync(connection, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"choices\":");
            await Task.Delay(Timeout.Infinite);
        });
        await using var host = new ModelHost(server.Address, Hasty);
        (await host.RefusalAsync()).Message.Should().Be("the model did not answer within 0.3 s");
    }

    [Fact]
    public async Task ConnectionReset_IsTriedAgain()
    {
        await using var server = new RawServer((n, connection) =>
        {
            if (n > 0)
            {
                return RawServer.AnswerAsync(connection, ModelHost.Fine);
            }

            RawServer.Reset(connection);
            return Task.CompletedTask;
        });
        await using var host = new ModelHost(server.Address);
        (await host.AskAsync()).Text.Should().Be("Yes, in red.");
        server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task BodyThatBreaksOff_IsTriedAgain()
    {
        await using var server = new RawServer(async (n, connection) =>
        {
            if (n > 0)
            {
                await RawServer.AnswerAsync(connection, ModelHost.Fine);
                return;
            }

            await RawServer.WriteAsync(connection, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"choices\":");
            connection.Close();
        });
        await using var host = new ModelHost(server.Address);
        (await host.AskAsync()).Text.Should().Be("Yes, in red.");
        server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task NobodyThere_IsUnavailable()
    {
        await using var host = new ModelHost(RawServer.Nobody());
        (await host.RefusalAsync()).Message.Should().StartWith("127.0.0.1 could not be reached");
    }

    [Fact]
    public async Task EndlessAnswer_IsCutOffOnce()
    {
        using var server = new StubServer(_ => Answer.Ok(new string('x', BoundedBodyHandler.MaxBytes + 1)));
        await using var host = new ModelHost(server.Address);
        (await host.RefusalAsync()).Message.Should().Be("the model's answer was too long to be one");
        server.Count.Should().Be(1);
    }

    [Theory]
    [InlineData("<html><body>Welcome</body></html>", "text/html")]
    [InlineData("data: {\"choices\":[]}\n\ndata: [DONE]\n\n", "text/event-stream")]
    [InlineData("{\"choices\":[{\"mess", "application/json")]
    [InlineData("", "application/json")]
    public async Task SomethingElseWithStatus200_IsUnavailable(string body, string contentType)
    {
        using var server = new StubServer(_ => Answer.Ok(body) with { ContentType = contentType });
        await using var host = new ModelHost(server.Address);
        (await host.RefusalAsync()).Message.Should().Be($"localhost answered with something that is no JSON; check GENAI_ENDPOINT");
        server.Count.Should().Be(1);
    }

    [Fact]
    public async Task RefusalOfEveryQuestion_IsLoggedOnceUntilOneWorks()
    {
        using var server = new StubServer(n => n == 3 ? Answer.Ok(ModelHost.Fine) : new Answer(401, "No."));
        await using var host = new ModelHost(server.Address);
        for (int i = 0; i < 3; i++)
        {
            await host.RefusalAsync();
        }

        host.Logs.Lines.Count(line => line.Level == LogLevel.Error).Should().Be(1);
        await host.AskAsync();
        await host.RefusalAsync();
        host.Logs.Lines.Count(line => line.Level == LogLevel.Error).Should().Be(2);
    }

    [Theory]
    [InlineData(401, "AGENT_API_KEY")]
    [InlineData(402, "balance")]
    [InlineData(403, "AGENT_API_KEY")]
    [InlineData(307, "GENAI_ENDPOINT")]
    public async Task RefusalThatOnlyTheOperatorCanMend_IsLoggedAndNotTriedAgain(int status, string hint)
    {
        using var server = new StubServer(_ => new Answer(status, """{"id":"unauthorized","message":"No."}""")
        {
            Headers = new Dictionary<string, string> { ["Location"] = "/elsewhere" },
        });
        await using var host = new ModelHost(server.Address);

        (await host.RefusalAsync()).Message.Should().Contain(hint).And.Contain("No. (unauthorized)");
        server.Count.Should().Be(1);
        host.Logs.Lines.Should().ContainSingle(line => line.Level == LogLevel.Error && line.Text.Contains(hint));
    }

    private static GenAiOptions Hasty(GenAiOptions options) => options with { Timeout = TimeSpan.FromMilliseconds(300) };

    private static Dictionary<string, string> RetryAfter(int seconds) =>
        RetryAfter(seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static Dictionary<string, string> RetryAfter(string value) => new() { ["Retry-After"] = value };
}
