using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Running;

/// <summary>The product is rehearsed before its doors open, and nobody outside notices.</summary>
public sealed class RehearsalTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rehearsed_IsReadyAndLeavesNothingBehind(bool isBucket)
    {
        await using var outside = await Outside.StartAsync();
        await using var store = await ObjectStore.StartAsync();

        // Folders of its own, to see what is left in them.
        string temporary = Directory.CreateTempSubdirectory("gptmessenger-test-").FullName;
        await using var product = await Product.StartAsync(outside, settings: [.. isBucket ? store.Settings : [], ("REHEARSAL_MS", "200"), ("TMPDIR", temporary)]);

        product.Output.Should().NotContain("rehears").And.NotContain("fail:");
        outside.Prompts.Should().BeEmpty();
        outside.Sends.Should().BeEmpty();
        Directory.EnumerateDirectories(temporary, "gptmessenger-rehearsal-*").Should().BeEmpty();
        store.Keys.Should().NotContain(key => key.StartsWith("users/"));
        Directory.Exists(Path.Combine(product.DataDir, "users")).Should().BeFalse();
        (await product.StopAsync()).Should().Be(0, product.Output);
        Directory.Delete(product.DataDir, recursive: true);
        Directory.Delete(temporary, recursive: true);
    }

    [Fact]
    public async Task NoPlaceForTemporaryFiles_CostsTheRehearsalOnly()
    {
        await using var outside = await Outside.StartAsync();
        await using var product = await Product.StartAsync(outside, settings: [("REHEARSAL_MS", "200"), ("TMPDIR", "/nowhere")]);

        product.Output.Should().Contain("The rehearsal before the start failed");
        (await product.StopAsync()).Should().Be(0, product.Output);
        Directory.Delete(product.DataDir, recursive: true);
    }
}
