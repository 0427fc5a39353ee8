using GptMessenger.Application.Replies;

namespace GptMessenger.Infrastructure.Tests.Facebook;

/// <summary>Whatever may have reached the customer leaves this product once, and is called doubtful.</summary>
public sealed class SendDoubtTests
{
    private const string Sent = $$"""{"recipient_id":"200000000000001","message_id":"{{GraphHost.Mid}}"}""";

    [Theory]
    [InlineData(200, "{}")]
    [InlineData(200, """{"recipient_id":"200000000000001"}""")]
    [InlineData(200, "<html>")]
    [InlineData(200, "[]")]
    [InlineData(502, "<html>")]
    [InlineData(500, "")]
    [InlineData(500, """{"error":{"message":"An unknown error has occurred.","code":1}}""")]
    [InlineData(200, """{"message_id":"m_1","error":{"code":1,"message":"?"}}""")]
    public async Task AnswerThatProvesNothing_IsInDoubtAndSentOnce(int status, string body)
    {
        using var server = new StubServer(_ => new Answer(status, body));
        await using var host = new GraphHost(server.Address);
        (await host.SendAsync()).Verdict.Should().Be(SendVerdict.InDoubt);
        server.Count.Should().Be(1);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        using var server = new StubServer(_ => new Answer(307, "") { Headers = new Dictionary<string, string> { ["Location"] = "/elsewhere" } });
        await using var host = new GraphHost(server.Address);
        (await host.SendAsync()).Verdict.Should().Be(SendVerdict.Refused);
        server.Count.Should().Be(1);
    }

    [Fact]
    public async Task NoAnswerInTime_IsInDoubtAndSentOnce()
    {
        using var server = new StubServer(_ => Answer.Ok(Sent) with { Delay = TimeSpan.FromMinutes(1) });
        await using var host = new GraphHost(server.Address, options => options with { SendTimeout = TimeSpan.FromSeconds(2) });
        (await host.SendAsync()).Verdict.Should().Be(SendVerdict.InDoubt);
        server.Count.Should().Be(1);
    }

    [Fact]
    public async Task ConnectionResetAfterTheRequest_IsInDoubtAndSentOnce()
    {
        await using var server = new RawServer((_, connection) =>
        {
            RawServer.Reset(connection);
            return Task.CompletedTask;
        });
        await using var host = new GraphHost(server.Address);
        (await host.SendAsync()).Verdict.Should().Be(SendVerdict.InDoubt);
        server.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task KeptConnectionEndsAfterTheRequest_IsInDoubtAndSentOnce(bool reset)
    {
        await using var server = new RawServer(async (n, connection) =>
        {
            if (n == 0)
            {
                await RawServer.AnswerAsync(connection, Sent);
            }
            else if (reset)
            {
                RawServer.Reset(connection);
            }
            else
            {
                connection.Close();
            }
        });
        await using var host = new GraphHost(server.Address);
        (await host.SendAsync()).Verdict.Should().Be(SendVerdict.Sent);
        (await host.SendAsync()).Verdict.Should().Be(SendVerdict.InDoubt);
        server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task AnswerThatBreaksOff_IsInDoubtAndSentOnce()
    {
        await using var server = new RawServer(async (_, connection) =>
        {
            await RawServer.WriteAsync(connection, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"message_id\":");
            connection.Close();
        });
        await using var host = new GraphHost(server.Address);
        (await host.SendAsync()).Verdict.Should().Be(SendVerdict.InDoubt);
        server.Requests.Should().ContainSingle();
    }
}
