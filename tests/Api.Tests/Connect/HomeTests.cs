using System.Net;
using System.Text.Json;
using GptMessenger.Api.Connect;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Connect;

/// <summary>An owner's page in the running product, over real sockets.</summary>
[Collection(ConnectedProductTests.Name)]
public sealed class HomeTests(ConnectedProduct connected) : IDisposable
{
    private const string Csv = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price,Status\r\nboots,Red <b>Boots</b>,Warm.,Fjell,Boots,,TRUE,Title,Default Title,B1,89.00,active\r\n";

    private readonly string _tenant = $"tenant-{Guid.NewGuid():N}";
    private readonly Owner _owner = new(connected.Product, $"home-{Guid.NewGuid():N}");

    [Fact]
    public async Task WithoutTheKey_NobodyGetsIn()
    {
        string form = await _owner.PageAsync($"/connect?tenant={_tenant}");

        using var wrong = await _owner.SendAsync("/connect/enter", ("tenant", _tenant), ("key", "wrong"), ("__RequestVerificationToken", Owner.Forgery(form)));
        wrong.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        using var forged = await _owner.SendAsync("/connect/enter", ("tenant", _tenant), ("key", Product.AdminKey));
        forged.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using var outside = await _owner.SendAsync("/connect/customer", ("page", "1"), ("sender", "2"), ("do", "erase"), ("sure", "on"), ("__RequestVerificationToken", Owner.Forgery(form)));
        outside.StatusCode.Should().Be(HttpStatusCode.Redirect);
        outside.Headers.Location!.ToString().Should().Be("/connect");
        _owner.Seen.Should().NotContain(text => text.Contains("gptm-owner=", StringComparison.Ordinal));
        (await _owner.PageAsync("/connect?tenant=%3Cb%3E")).Should().Contain("value=\"&lt;b&gt;\"");
    }

    [Fact]
    public async Task SignedIn_UntilSignedOut_AndOnlyByAFormOfThisPage()
    {
        await _owner.EnterAsync();
        _owner.Seen.Should().Contain(text => text.Contains("gptm-owner=", StringComparison.Ordinal) && text.Contains("path=/connect; samesite=lax; httponly", StringComparison.OrdinalIgnoreCase));
        string home = await _owner.PageAsync("/connect");
        home.Should().Contain("None is connected yet").And.Contain("No products are known yet");

        using var forged = await _owner.SendAsync("/connect/leave");
        forged.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using var left = await _owner.SendAsync("/connect/leave", ("__RequestVerificationToken", Owner.Forgery(home)));
        left.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        (await _owner.PageAsync("/connect")).Should().Contain("Sign in").And.NotContain("Sign out");
    }

    [Fact]
    public async Task UploadedProducts_AreCounted_AndAFileThatIsNoneReplacesNothing()
    {
        await _owner.EnterAsync();
        string home = await _owner.PageAsync("/connect");

        using var taken = await _owner.UploadAsync("/connect/products", home, "products_export.csv", Csv);
        taken.StatusCode.Should().Be(HttpStatusCode.OK, _owner.Seen[^1]);
        _owner.Seen[^1].Should().Contain("1 products are for sale");
        using var refused = await _owner.UploadAsync("/connect/products", home, "products.json", "[{");
        refused.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);

        string after = await _owner.PageAsync("/connect");
        for (int tries = 0; !after.Contains("1 products are for sale", StringComparison.Ordinal) && tries < 100; tries++)
        {
            await Task.Delay(100);
            after = await _owner.PageAsync("/connect");
        }

        after.Should().Contain("1 products are for sale");
    }

    [Fact]
    public async Task Customer_IsExported_AndErasedWhenTheOwnerIsSure()
    {
        var page = NewPage();
        connected.Meta.Pages.Add(page);
        using var owner = new Owner(connected.Product, _tenant);
        string choice = await owner.ReturnAsync(connected.Meta.Approve(await owner.BeginAsync()));
        await owner.ChooseAsync(choice, ("page", page.Id));
        string home = await owner.PageAsync("/connect");
        home.Should().Contain(page.Id).And.Contain("Disconnect").And.NotContain(page.Token);
        await connected.Product.DeliverAsync(MetaJson.Message(page.Id, "200000000000088", $"m_{page.Id}", "My sister wants red boots"));
        string conversation = Path.Combine(connected.Product.DataDir, "users", _tenant, "facebook", page.Id, "conversations", "200000000000088.json");
        await Product.FileAsync(conversation);
        (string, string)[] named = [("page", page.Id), ("sender", " 200000000000088 "), ("__RequestVerificationToken", Owner.Forgery(home))];

        using var export = await owner.SendAsync("/connect/customer", [.. named, ("do", "export")]);
        export.Content.Headers.ContentDisposition!.FileName.Should().Be($"{page.Id}-200000000000088.json");
        JsonDocument.Parse(await export.Content.ReadAsStringAsync()).RootElement.GetProperty("files").GetRawText().Should().Contain("My sister wants red boots");
        using var unsure = await owner.SendAsync("/connect/customer", [.. named, ("do", "erase")]);
        unsure.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        File.Exists(conversation).Should().BeTrue();
        using var erased = await owner.SendAsync("/connect/customer", [.. named, ("do", "erase"), ("sure", "on")]);
        erased.StatusCode.Should().Be(HttpStatusCode.OK);

        (await connected.Product.WrittenAsync()).Where(file => file.Content.Contains("My sister", StringComparison.Ordinal) || file.Path.Contains("200000000000088", StringComparison.Ordinal)).Should().BeEmpty();
        using var disconnected = await owner.SendAsync("/connect/page", ("page", page.Id), ("__RequestVerificationToken", Owner.Forgery(home)));
        disconnected.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        (await owner.PageAsync("/connect")).Should().NotContain(page.Name);
    }

    [Fact]
    public void TooManyWrongKeys_CloseTheDoorToThatAddressOnly()
    {
        using var limit = new EntryLimit();
        var (guesser, other) = (IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2"));

        for (int tries = 0; tries < 10; tries++)
        {
            limit.Allows(guesser).Should().BeTrue();
            limit.NoteFailure(guesser);
        }

        limit.Allows(guesser).Should().BeFalse();
        limit.Allows(other).Should().BeTrue();
    }

    public void Dispose() => _owner.Dispose();

    private static MetaPage NewPage() => new($"1000000000{Random.Shared.Next(10_000, 99_999)}", "Sisters & Boots", ["MESSAGING", "MODERATE", "MANAGE"]);
}
