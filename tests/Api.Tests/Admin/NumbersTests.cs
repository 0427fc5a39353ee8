using System.Globalization;
using System.Net;
using System.Text.Json;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Admin;

/// <summary>What was done and what it cost, and that no limit silences the bot.</summary>
public sealed class NumbersTests : IAsyncLifetime
{
    private const string Numbers = $"/admin/users/{Product.Tenant}/numbers", Spending = $"/admin/users/{Product.Tenant}/spending";

    private Outside _outside = null!;
    private Product _product = null!;
    private Administrator _admin = null!;

    public async Task InitializeAsync()
    {
        _outside = await Outside.StartAsync();
        _product = await Product.StartAsync(_outside, settings: [("GENAI_PRICE_INPUT", "1"), ("GENAI_PRICE_OUTPUT", "10"), ("SPEND_CAP_MONTH", "100")]);
        _admin = new Administrator(_product);
    }

    public async Task DisposeAsync()
    {
        await _product.DisposeAsync();
        await _outside.DisposeAsync();
        Directory.Delete(_product.DataDir, recursive: true);
    }

    [Fact]
    public async Task AnswersAndTheirCost_AreCounted_AndLimitsAreAnsweredWithoutTheModel()
    {
        var customer = NewCustomer();
        await customer.AskAsync("one");
        var report = await AnswersAsync(1);

        var total = report.GetProperty("total");
        (Count(total, "conversations"), Count(total, "messages"), Count(total, "deadLetters")).Should().Be((1, 1, 0));
        total.GetProperty("medianSeconds").GetDouble().Should().BePositive();
        var model = total.GetProperty("models").EnumerateArray().Should().ContainSingle().Subject;
        (Count(model, "input"), Count(model, "output")).Should().Be((100, 10));
        var cost = model.GetProperty("costs")[0];
        (cost.GetProperty("currency").GetString(), cost.GetProperty("amount").GetDecimal()).Should().Be(("USD", 0.0002m));
        report.GetProperty("pages").EnumerateArray().Select(page => page.GetString()).Should().Equal(Product.Page);
        report.GetProperty("days").GetArrayLength().Should().Be(30);
        var spending = await _admin.ReadAsync(Spending);
        (spending.GetProperty("unit").GetString(), spending.GetProperty("spentToday").GetDecimal()).Should().Be(("USD", 0.0002m));
        spending.GetProperty("limits").GetProperty("perMonth").GetDecimal().Should().Be(100);

        (await SetAsync("""{"perDay":0,"perMonth":50}""")).Should().Be(HttpStatusCode.OK);
        int asked = _outside.Prompts.Count;
        var answer = await customer.AskAsync("two");

        answer.Text.Should().NotContain("You said");
        _outside.Prompts.Should().HaveCount(asked);
        var reached = await AnswersAsync(2);
        Count(reached.GetProperty("total").GetProperty("offline"), "DayLimit").Should().Be(1);
        string turn = (await _admin.TurnsAsync("answered", customer, count: 2))[0].GetProperty("id").GetString()!;
        (await _admin.ReadAsync($"/admin/turns/{turn}")).GetProperty("basis").GetProperty("reason").GetString().Should().Be("DayLimit");
        (await _product.Http.GetStringAsync("/metrics")).Should().Contain("gptmessenger_limits_reached_total").And.Contain("reason=\"day_limit\"");
    }

    [Fact]
    public async Task LimitForADay_HoldsForManyAtOnce_AndEachOfThemIsAnswered()
    {
        (await SetAsync("""{"perDay":0.008}""")).Should().Be(HttpStatusCode.OK);
        var customers = Enumerable.Range(0, 40).Select(_ => NewCustomer()).ToList();

        await Task.WhenAll(customers.Select(customer => customer.AskAsync("do you have mugs?")));

        (await AnswersAsync(40)).GetProperty("total").GetProperty("offline").TryGetProperty("DayLimit", out var without).Should().BeTrue();
        _outside.Prompts.Should().HaveCount(40 - (int)without.GetInt64()).And.NotBeEmpty();
        (await _admin.ReadAsync(Spending)).GetProperty("spentToday").GetDecimal().Should().Be(_outside.Prompts.Count * 0.0002m).And.BeLessThanOrEqualTo(0.008m);
    }

    [Fact]
    public async Task SpendingOfWhoeverComesSecond_IsRefused_AndSoIsNonsense()
    {
        (await SetAsync("""{"perDay":1}""")).Should().Be(HttpStatusCode.OK);
        (await SetAsync("""{"perDay":2}""", version: null)).Should().Be(HttpStatusCode.Conflict);
        (await SetAsync("""{"perDay":3}""")).Should().Be(HttpStatusCode.OK);
        (await SetAsync("""{"perDay":-1}""")).Should().Be(HttpStatusCode.BadRequest);
        (await SetAsync("""{"perDay":9,"perMonth":8}""")).Should().Be(HttpStatusCode.BadRequest);
        (await SetAsync("""{"perDay":"much"}""")).Should().Be(HttpStatusCode.BadRequest);
        (await _admin.ReadAsync(Spending)).GetProperty("own").GetProperty("perDay").GetDecimal().Should().Be(3);
        foreach (string address in new[] { $"{Numbers}?from=yesterday", $"{Numbers}?from=2026-11-09&to=2026-11-08", $"{Numbers}?from=2020-01-01&to=2026-11-08", $"{Numbers}?page=a%2Fb", "/admin/users/a%2Fb/numbers", "/admin/users/a%2Fb/spending" })
        {
            using var response = await _admin.SendAsync(HttpMethod.Get, address);
            response.StatusCode.Should().Be(HttpStatusCode.BadRequest, address);
        }

        using var tooMuch = await _admin.SendAsync(HttpMethod.Put, Spending, $$"""{"version":"{{new string('a', 5000)}}"}""");
        tooMuch.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    private Customer NewCustomer() => new(_product, _outside, Product.Page);

    private async Task<HttpStatusCode> SetAsync(string body) => await SetAsync(body, (await _admin.ReadAsync(Spending)).GetProperty("version").GetString());

    private async Task<HttpStatusCode> SetAsync(string body, string? version)
    {
        using var response = await _admin.SendAsync(HttpMethod.Put, Spending, $"{body[..^1]},\"version\":{JsonSerializer.Serialize(version)}}}");
        return response.StatusCode;
    }

    /// <summary>The report, as soon as so many answers are in it: they are counted a moment after they were sent.</summary>
    private async Task<JsonElement> AnswersAsync(int answers)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var report = await _admin.ReadAsync(Numbers);
            if (Count(report.GetProperty("total"), "answers") >= answers)
            {
                return report;
            }

            await Task.Delay(50, timeout.Token);
        }
    }

    private static long Count(JsonElement of, string name) => long.Parse(of.GetProperty(name).GetRawText(), CultureInfo.InvariantCulture);
}
