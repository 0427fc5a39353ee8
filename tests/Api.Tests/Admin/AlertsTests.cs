using System.Net;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Admin;

/// <summary>Owners hear that somebody needs a person.</summary>
public sealed class AlertsTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Alerts = $"/admin/users/{Product.Tenant}/alerts";

    private readonly MailServer _mail = new();
    private Outside _outside = null!;
    private Product _product = null!;

    public async Task InitializeAsync()
    {
        _outside = await Outside.StartAsync();
        _product = await Product.StartAsync(_outside, dataDir: null, ("SMTP_HOST", "127.0.0.1"), ("SMTP_PORT", $"{_mail.Port}"), ("SMTP_FROM", "bot@shop.example"), ("PUBLIC_URL", "https://bot.example.com"));
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _product.DisposeAsync();
        await _outside.DisposeAsync();
        await _mail.DisposeAsync();
        Directory.Delete(_product.DataDir, recursive: true);
    }

    [Fact]
    public async Task CustomerWhoAsksForAPerson_IsMailedOnce_WithALink_AndAlsoAfterARestart()
    {
        var admin = new Administrator(_product);
        using var set = await admin.SendAsync(HttpMethod.Put, Alerts, """{"emails":["anna@shop.example","ben@shop.example"]}""");
        (await Administrator.JsonAsync(set, HttpStatusCode.OK)).GetProperty("canMail").GetBoolean().Should().BeTrue();
        var customer = new Customer(_product, _outside);
        _mail.IsBusy = true;
        await customer.AskAsync("I need a human, my secret word is Rumpelstilzchen");
        await customer.AskAsync("A human!");

        _product = await _product.StartAgainAsync();
        _mail.IsBusy = false;

        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(150));
        while (_mail.Mails.IsEmpty)
        {
            await Task.Delay(50, timeout.Token);
        }

        var mail = _mail.Mails.Should().ContainSingle().Subject;
        mail.To.Should().Equal("anna@shop.example", "ben@shop.example");
        mail.Content.Should().Contain($"https://bot.example.com/inbox/facebook/{Product.Page}/{customer.Id}").And.Contain("asks for a person")
            .And.NotContain("Rumpelstilzchen").And.NotContain("ben@shop.example");
    }

    [Theory]
    [InlineData("""{"webhook":"https://shop.example/alerts"}""", "secret")]
    [InlineData("""{"webhook":"https://shop.example/alerts","secret":"short"}""", "secret")]
    [InlineData("""{"webhook":"https://127.0.0.1/alerts","secret":"long-enough-secret"}""", "public internet")]
    [InlineData("""{"webhook":"http://shop.example/alerts","secret":"long-enough-secret"}""", "https")]
    [InlineData("""{"emails":["no address"]}""", "emails")]
    [InlineData("""[]""", "webhook")]
    public async Task WrongSettings_AreRefused(string body, string named)
    {
        using var response = await new Administrator(_product).SendAsync(HttpMethod.Put, Alerts, body);

        (await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest)).Should().Contain(named);
    }

    [Fact]
    public async Task Secret_IsSealed_AndNeverShown()
    {
        var admin = new Administrator(_product);
        using var set = await admin.SendAsync(HttpMethod.Put, Alerts, """{"webhook":"https://shop.example/alerts","secret":"a-secret-to-be-sealed"}""");
        set.StatusCode.Should().Be(HttpStatusCode.OK);

        var shown = await admin.ReadAsync(Alerts);

        (shown.GetProperty("webhook").GetString(), shown.GetProperty("hasSecret").GetBoolean()).Should().Be(("https://shop.example/alerts", true));
        shown.GetRawText().Should().NotContain("a-secret-to-be-sealed");
        (await _product.WrittenAsync()).Should().NotContain(file => file.Content.Contains("a-secret-to-be-sealed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SMTP_HOST", "http://mail", "SMTP_HOST")]
    [InlineData("SMTP_FROM", "nobody", "SMTP_FROM")]
    [InlineData("SMTP_PORT", "0", "SMTP_PORT")]
    [InlineData("SMTP_USER", "bot", "SMTP_PASSWORD")]
    public async Task WrongMailServer_StopsTheStart(string name, string value, string named)
    {
        string folder = Directory.CreateTempSubdirectory("gptmessenger-test-").FullName;
        var settings = new Dictionary<string, string?> { ["SMTP_HOST"] = "mail.example", ["SMTP_FROM"] = "bot@shop.example", [name] = value };

        var refused = await Product.StartRefusedAsync(folder, [.. settings.Select(setting => (setting.Key, setting.Value))]);

        refused.Errors.Should().ContainSingle().Which.Should().StartWith(named);
        Directory.Delete(folder, recursive: true);
    }
}
