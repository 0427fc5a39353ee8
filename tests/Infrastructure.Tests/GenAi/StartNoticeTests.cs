using GptMessenger.Infrastructure.GenAi;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Tests.GenAi;

public sealed class StartNoticeTests
{
    [Fact]
    public async Task HostThatNeverWas_IsNamedWithTheRealOne() =>
        (await WarningsAsync(new GenAiOptions { Key = "k", Endpoint = new Uri("https://api.genai.digitalocean.com/v1/llama3.3-70b-instruct") }))
            .Should().ContainSingle().Which.Should().Contain("https://inference.do-ai.run/v1/chat/completions");

    [Fact]
    public async Task NoKey_IsSaid() => (await WarningsAsync(new GenAiOptions())).Should().ContainSingle().Which.Should().Contain("AGENT_API_KEY");

    [Fact]
    public async Task GoodOptions_AreNotTalkedAbout() => (await WarningsAsync(new GenAiOptions { Key = "k" })).Should().BeEmpty();

    private static async Task<List<string>> WarningsAsync(GenAiOptions options)
    {
        await using var host = new ApiHost(services => services.AddGenAi(options));
        await host.Get<IHostedService>().StartAsync(CancellationToken.None);
        return [.. host.Logs.Lines.Where(line => line.Level >= LogLevel.Warning).Select(line => line.Text)];
    }
}
