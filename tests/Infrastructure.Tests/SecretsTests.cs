using System.Text.Json;
using GptMessenger.Application.Pages;
using GptMessenger.Infrastructure.Facebook;
using GptMessenger.Infrastructure.GenAi;
using GptMessenger.Infrastructure.Tests.Facebook;
using GptMessenger.Infrastructure.Tests.GenAi;

namespace GptMessenger.Infrastructure.Tests;

public sealed class SecretsTests
{
    private static readonly string[] Secrets = [GraphHost.Token, GraphHost.Secret, GraphHost.Proof, ModelHost.Key, "Täschchen", "12.50 EUR", "QUERY-SECRET"];

    [Fact]
    public async Task LogsOfGraphCalls_HoldNoSecretAndNoWordsOfPeople()
    {
        // A server that repeats all it was sent, as no server should.
        using var server = new StubServer((n, request) => new Answer(n % 2 == 0 ? 200 : 400, JsonSerializer.Serialize(new
        {
            error = new { code = 10, message = $"{GraphHost.Token} may not say {request.Body ?? GraphHost.Part.Text}" },
            query = request.RawQuery,
        })));
        await using var host = new GraphHost(server.Address);
        await using var broken = new GraphHost(RawServer.Nobody());
        foreach (var each in new[] { host, host, broken })
        {
            (await each.SendAsync()).Error.Should().NotContainAny(Secrets);
            await each.FindAsync();
            await each.Messenger.MarkSeenAsync(GraphHost.Conversation, CancellationToken.None);
            await each.Messenger.ShowTypingAsync(GraphHost.Conversation, CancellationToken.None);
            each.Logs.Lines.Should().NotBeEmpty();
            each.Logs.All.Should().NotContainAny(Secrets);
        }

        var fetch = () => broken.FetchAsync();
        (await fetch.Should().ThrowAsync<PageUnreachableException>()).Which.ToString().Should().NotContainAny(Secrets);
        host.Logs.All.Should().Contain("Request Headers", "the client's own lines are looked at, too").And.Contain("/messages?*");
    }

    [Fact]
    public async Task LogsOfTheModel_HoldNoSecretAndNoWordsOfPeople()
    {
        string repeated = ModelHost.Prompt.User + " " + ModelHost.Key;
        var answers = new[]
        {
            Answer.Ok(ModelHost.Fine), new Answer(401, $$$"""{"error":{"message":"Incorrect API key {{{ModelHost.Key}}}"}}"""),
            new Answer(400, $$$"""{"error":{"message":"too long: {{{repeated}}}"}}"""), new Answer(404, repeated), Answer.Ok(repeated), new Answer(500, repeated),
        };
        using var server = new StubServer(n => answers[Math.Min(n, answers.Length - 1)]);
        await using var host = new ModelHost(server.Address, path: "v1/chat/completions?code=QUERY-SECRET");
        await host.AskAsync();
        foreach (var _ in answers)
        {
            (await host.RefusalAsync()).Message.Should().NotContainAny(Secrets);
        }

        host.Logs.All.Should().Contain("Request Headers").And.Contain("/v1/chat/completions?*").And.NotContainAny(Secrets);
    }

    [Fact]
    public void OptionsAsText_HoldNoSecret()
    {
        new GenAiOptions { Key = ModelHost.Key }.ToString().Should().NotContain(ModelHost.Key);
        new GraphOptions { AppSecret = GraphHost.Secret }.ToString().Should().NotContain(GraphHost.Secret);
        new PageConnection(GraphHost.Conversation.Page, GraphHost.Conversation.Tenant, GraphHost.Token).ToString().Should().NotContain(GraphHost.Token);
    }
}
