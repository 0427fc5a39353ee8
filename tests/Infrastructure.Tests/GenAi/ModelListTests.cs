using GptMessenger.Infrastructure.GenAi;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.GenAi;

public sealed class ModelListTests
{
    private const string Missing = """{"id":"not_found","message":"Model not found"}""";

    [Fact]
    public async Task RetiredModel_FallsToTheNextLoudlyAndOnce()
    {
        using var server = new StubServer((_, request) => request.Body!.Contains("old-model") ? new Answer(404, Missing) : Answer.Ok(ModelHost.Fine));
        await using var host = new ModelHost(server.Address, options => options with { Models = ["old-model", "new-model"] });

        (await host.AskAsync()).Text.Should().Be("Yes, in red.");
        (await host.AskAsync()).Text.Should().Be("Yes, in red.");
        server.Requests.Select(request => StubServer.Json(request).GetProperty("model").GetString()).Should().Equal("old-model", "new-model", "new-model");
        host.Logs.Lines.Should().ContainSingle(line => line.Level == LogLevel.Error)
            .Which.Text.Should().Contain("old-model").And.Contain("GENAI_MODEL").And.Contain("Model not found");
    }

    [Fact]
    public async Task NoModelLeft_IsUnavailable()
    {
        using var server = new StubServer(_ => new Answer(404, Missing));
        await using var host = new ModelHost(server.Address, options => options with { Models = ["a", "b"] });

        (await host.RefusalAsync()).Message.Should().Contain("GENAI_MODEL").And.Contain("GENAI_ENDPOINT");
        server.Count.Should().Be(2);
    }

    [Fact]
    public void ModelThatWasMissing_IsTriedAgainLater()
    {
        var clock = new FakeTimeProvider();
        var models = new ModelList(new GenAiOptions { Models = ["a", "b"] }, clock);

        models.Miss("a").Should().BeTrue();
        models.InOrder().Should().Equal("b");
        clock.Advance(TimeSpan.FromMinutes(10));
        models.InOrder().Should().Equal("a", "b");
        models.Miss("a").Should().BeFalse();
        models.InOrder().Should().Equal("b");
    }

    [Fact]
    public void AllModelsMissing_AllAreTried()
    {
        var models = new ModelList(new GenAiOptions { Models = ["a", "b"] }, new FakeTimeProvider());
        models.Miss("a");
        models.Miss("b");
        models.InOrder().Should().Equal("a", "b");
    }
}
