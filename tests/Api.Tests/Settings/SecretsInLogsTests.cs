using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Settings;

public sealed class SecretsInLogsTests
{
    /// <summary>HMAC-SHA256 of the page token with the app secret, computed with openssl: who has it may use a stolen token.</summary>
    private const string AppSecretProof = "1acb19b52f26ad2a79d24f2e1346988748f53f73fa5cab1d5b961f334ead9eb8";

    private const string Words = "Ukelele-Xylophon";

    [Theory]
    [InlineData("Trace", false)]
    [InlineData("Information", true)]
    public async Task WholeRun_LogsNoSecretAndNoWordsOfACustomer(string level, bool isQuietAboutWords)
    {
        await using var outside = await Outside.StartAsync();
        await using var product = await Product.StartAsync(
            outside, settings: [("Logging__LogLevel__Default", level), ("Logging__Console__LogLevel__Default", level)]);
        await RunAsync(product, outside);
        (await product.StopAsync()).Should().Be(0);

        string[] secrets =
        [
            Product.AppSecret, Product.VerifyToken, Product.PageToken, Product.ModelKey, Product.AdminKey, Product.SecretsKey, AppSecretProof,
        ];
        var lines = product.Output.Split('\n');
        lines.Should().HaveCountGreaterThan(isQuietAboutWords ? 3 : 100);
        foreach (string secret in secrets)
        {
            lines.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty();
        }

        if (isQuietAboutWords)
        {
            lines.Where(line => line.Contains(Words, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty();
        }
    }

    private static async Task RunAsync(Product product, Outside outside)
    {
        foreach (string token in new[] { Product.VerifyToken, "wrong" })
        {
            (await product.Http.GetAsync($"/facebook/webhook?hub.mode=subscribe&hub.challenge=1&hub.verify_token={token}")).Dispose();
        }

        (await product.PostAsync("{}", "not the secret")).Dispose();
        (await product.PostAsync($$"""{"object":"page","entry":"{{Words}}"}""")).Dispose();
        (await product.PostAsync($$"""{"object":"page","entry":[{"id":"{{Product.Page}}","changes":[{"field":"hours"}]}]}""")).Dispose();
        await Product.FileAsync(Path.Combine(product.PageFolder(), "page_metadata.json"));
        var customer = new Customer(product, outside);
        await customer.AskAsync($"Do you sell an {Words}?");

        var model = outside.Model;
        outside.Model = prompt => throw new InvalidOperationException($"{Words} {prompt}");
        await customer.AskAsync($"And a second {Words}?");
        outside.Model = model;

        // A send that breaks off: in doubt, waited for, found in the thread.
        outside.OnSend = _ => Task.FromResult(false);
        await customer.WriteAsync($"And a third {Words}?");
        await outside.SentToAsync(customer.Id, 3);
        outside.OnSend = _ => Task.FromResult(true);
        await customer.StoredAsync(6, TimeSpan.FromSeconds(40));
    }
}
