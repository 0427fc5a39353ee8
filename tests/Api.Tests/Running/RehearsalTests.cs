using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Running;

/// <summary>The product is rehearsed before its doors open, and nobody outside notices.</summary>
public sealed class RehearsalTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("http://127.0.0.1:9")]
    public async Task Rehearsed_IsReadyAndLeavesNothingBehind(string? spaces)
    {
        await using var outside = await Outside.StartAsync();
        (string, string?)[] store = spaces is null ? [] : [("SPACES_BUCKET", "nobody"), ("SPACES_ENDPOINT", spaces), ("SPACES_API_KEY", "key"), ("SPACES_API_SECRET", "secret")];

        // Folders of its own, to see what is left in them.
        string temporary = Directory.CreateTempSubdirectory("gptmessenger-test-").FullName;
        await using var product = await Product.StartAsync(outside, settings: [.. store, ("REHEARSAL_MS", "200"), ("TMPDIR", temporary)]);

        product.Output.Should().NotContain("rehears").And.NotContain("fail:");
        outside.Prompts.Should().BeEmpty();
        outside.Sends.Should().BeEmpty();
        Directory.EnumerateDirectories(temporary, "gptmessenger-rehearsal-*").Should().BeEmpty();
        Directory.Exists(Path.Combine(product.DataDir, "users")).Should().BeFalse();
        (await product.StopAsync()).Should().Be(0, product.Output);
        Directory.Delete(product.DataDir, recursive: true);
        Directory.Delete(temporary, recursive: true);
    }
}
