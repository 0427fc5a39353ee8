using System.Net;
using GptMessenger.Api.Console.SignIn;
using GptMessenger.Api.Tests.Connect;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Console;

[Collection(ConnectedProductTests.Name)]
public sealed class SignInTests(ConnectedProduct connected) : IDisposable
{
    private readonly string _tenant = $"tenant-{Guid.NewGuid():N}";
    private readonly Owner _owner = new(connected.Product, $"home-{Guid.NewGuid():N}");

    [Fact]
    public async Task WithoutTheKey_NobodyGetsIn()
    {
        string form = await _owner.ConsoleAsync("/sign-in");

        using var wrong = await _owner.SendAsync("/sign-in/key", ("tenant", _tenant), ("key", "wrong"), ("to", "/pages"), ("__RequestVerificationToken", Owner.Forgery(form)));
        wrong.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        wrong.Headers.Location!.ToString().Should().Be("/sign-in?problem=key&to=%2Fpages");
        using var nobody = await _owner.SendAsync("/sign-in/name", ("name", "nobody"), ("password", "a guess that is long"), ("__RequestVerificationToken", Owner.Forgery(form)));
        nobody.Headers.Location!.ToString().Should().Be("/sign-in?problem=name");
        using var forged = await _owner.SendAsync("/sign-in/key", ("tenant", _tenant), ("key", Product.AdminKey));
        forged.Headers.Location!.ToString().Should().Be("/sign-in?problem=stale");
        using var up = await _owner.SendAsync("/sign-in/key", ("tenant", "../up"), ("key", Product.AdminKey), ("__RequestVerificationToken", Owner.Forgery(form)));
        up.Headers.Location!.ToString().Should().Be("/sign-in?problem=key");
        (await _owner.ConsoleAsync("/sign-in?problem=key&to=%3Cb%3E")).Should().Contain("not the key in ADMIN_API_KEY").And.Contain("&lt;b&gt;").And.NotContain("<b>");
        _owner.Seen.Should().NotContain(text => text.Contains("gptm-owner=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignedIn_UntilSignedOut()
    {
        await _owner.EnterAsync();
        _owner.Seen.Should().Contain(text => text.Contains("gptm-owner=", StringComparison.Ordinal) && text.Contains("path=/; samesite=lax; httponly", StringComparison.OrdinalIgnoreCase));
        string pages = await _owner.ConsoleAsync("/pages");
        pages.Should().Contain("No page is connected yet");

        using var left = await _owner.SendAsync("/sign-out", ("__RequestVerificationToken", Owner.Forgery(await _owner.ConsoleAsync("/customers"))));
        left.Headers.Location!.ToString().Should().Be("/sign-in");
        using var outside = await _owner.GetAsync("/pages");
        outside.StatusCode.Should().Be(HttpStatusCode.Redirect);
        outside.Headers.Location!.PathAndQuery.Should().Be("/sign-in?to=%2Fpages");
    }

    [Theory]
    [InlineData("/pages", "/pages")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\nb", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void WayOn_StaysOnThisHost(string? asked, string expected) => SignInEndpoints.Local(asked).Should().Be(expected);

    [Fact]
    public async Task AddressThatIsNone_IsAPageForReaders_AndAProblemForPrograms()
    {
        using var http = new HttpClient { BaseAddress = new Uri(connected.Product.Address) };
        using var program = await http.GetAsync("/nothing");
        await program.ShouldBeProblemAsync(HttpStatusCode.NotFound);
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var reader = await http.GetAsync("/nothing/here");
        reader.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await reader.Content.ReadAsStringAsync()).Should().Contain("There is nothing at this address");
    }

    [Fact]
    public async Task TooManyWrongKeys_CloseTheDoorToThatAddressOnly()
    {
        using var limit = new EntryLimit();
        var (guesser, other) = (IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2"));

        for (int tries = 0; tries < 10; tries++)
        {
            using var entering = await limit.EnterAsync(guesser, default);
            entering.Should().NotBeNull();
            limit.NoteFailure(guesser);
        }

        (await limit.EnterAsync(guesser, default)).Should().BeNull();
        (await limit.EnterAsync(other, default)).Should().NotBeNull();
    }

    [Fact]
    public async Task TriesOfOneAddress_GoOneAfterTheOther_SoThatAllAreCounted()
    {
        using var limit = new EntryLimit();
        var address = IPAddress.Parse("192.0.2.1");
        int let = 0;

        await Task.WhenAll(Enumerable.Range(0, 80).Select(async _ =>
        {
            using var entering = await limit.EnterAsync(address, default);
            if (entering is not null)
            {
                Interlocked.Increment(ref let);
                await Task.Yield();
                limit.NoteFailure(address);
            }
        }));

        let.Should().Be(10);
    }

    public void Dispose() => _owner.Dispose();
}
