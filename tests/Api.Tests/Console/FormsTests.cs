using System.Net;
using System.Text.Json;
using GptMessenger.Api.Tests.Admin;
using GptMessenger.Api.Tests.Connect;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Console;

/// <summary>The console's plain forms in the running product, over real sockets.</summary>
[Collection(ConnectedProductTests.Name)]
public sealed class FormsTests(ConnectedProduct connected) : IDisposable
{
    private const string Csv = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price,Status\r\nboots,Red <b>Boots</b>,Warm.,Fjell,Boots,,TRUE,Title,Default Title,B1,89.00,active\r\n";

    private readonly string _tenant = $"tenant-{Guid.NewGuid():N}";
    private readonly Owner _owner = new(connected.Product, $"forms-{Guid.NewGuid():N}");

    [Fact]
    public async Task UploadedProducts_AreCounted_AndAFileThatIsNoneReplacesNothing()
    {
        await _owner.EnterAsync();
        string page = await _owner.ConsoleAsync("/customers");

        using var taken = await _owner.UploadAsync("/catalogue/upload", page, "products_export.csv", Csv);
        taken.StatusCode.Should().Be(HttpStatusCode.OK, _owner.Seen[^1]);
        _owner.Seen[^1].Should().Contain("1 products are for sale");
        using var refused = await _owner.UploadAsync("/catalogue/upload", page, "products.json", "[{");
        refused.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        using var again = await _owner.UploadAsync("/catalogue/upload", page, "products_export.csv", Csv);
        _owner.Seen[^1].Should().Contain("Nothing has changed", "the broken file replaced nothing");
    }

    [Fact]
    public async Task Customer_IsExported_AndTheExportWrittenDown()
    {
        var page = new MetaPage($"1000000000{Random.Shared.Next(10_000, 99_999)}", "Sisters & Boots", ["MESSAGING", "MODERATE", "MANAGE"]);
        connected.Meta.Pages.Add(page);
        using var owner = new Owner(connected.Product, _tenant);
        string choice = await owner.ReturnAsync(connected.Meta.Approve(await owner.BeginAsync()));
        await owner.ChooseAsync(choice, ("page", page.Id));
        (await owner.ConsoleAsync("/pages")).Should().Contain(page.Id).And.Contain("Sisters &amp; Boots").And.NotContain(page.Token);
        await connected.Product.DeliverAsync(MetaJson.Message(page.Id, "200000000000088", $"m_{page.Id}", "My sister wants red boots"));
        await Product.FileAsync(Path.Combine(connected.Product.DataDir, "users", _tenant, "facebook", page.Id, "conversations", "200000000000088.json"));
        (string, string)[] named = [("page", page.Id), ("sender", " 200000000000088 "), ("__RequestVerificationToken", Owner.Forgery(await owner.ConsoleAsync("/customers")))];

        using var export = await owner.SendAsync("/customers/export", named);
        export.Content.Headers.ContentDisposition!.FileName.Should().Be($"{page.Id}-200000000000088.json");
        JsonDocument.Parse(await export.Content.ReadAsStringAsync()).RootElement.GetProperty("files").GetRawText().Should().Contain("My sister wants red boots");
        (await owner.ConsoleAsync("/activity")).Should().Contain("admin key").And.Contain("exported a customer").And.Contain($"inbox/facebook/{page.Id}/200000000000088");

        using var stranger = new Owner(connected.Product, $"{_tenant}-other");
        await stranger.EnterAsync();
        using var theirs = await stranger.SendAsync("/customers/export", ("page", page.Id), ("sender", "200000000000088"), ("__RequestVerificationToken", Owner.Forgery(await stranger.ConsoleAsync("/customers"))));
        theirs.StatusCode.Should().Be(HttpStatusCode.NotFound);

        using var erased = await new Administrator(connected.Product).SendAsync(HttpMethod.Delete, $"/admin/conversations/{_tenant}/facebook/{page.Id}/200000000000088");
        erased.StatusCode.Should().Be(HttpStatusCode.OK);
        (await connected.Product.WrittenAsync()).Where(file => file.Path.Contains($"{_tenant}/", StringComparison.Ordinal) && file.Path.Contains("200000000000088", StringComparison.Ordinal)).Should().BeEmpty();
        (await owner.ConsoleAsync("/activity")).Should().Contain("erased a customer").And.NotContain("200000000000088");
    }

    [Theory]
    [InlineData("/catalogue/upload")]
    [InlineData("/customers/export")]
    [InlineData("/sign-out")]
    public async Task FormThatNoPageOfOursMade_DoesNothing(string address)
    {
        await _owner.EnterAsync();
        using var forged = await _owner.SendAsync(address, ("page", "1"), ("sender", "2"));
        forged.StatusCode.Should().Be(address == "/sign-out" ? HttpStatusCode.SeeOther : HttpStatusCode.BadRequest);
        (await _owner.ConsoleAsync("/pages")).Should().Contain("<h1", "the session goes on");
    }

    public void Dispose() => _owner.Dispose();
}
