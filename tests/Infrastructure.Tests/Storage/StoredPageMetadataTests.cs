using System.Text;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Storage;

public sealed class StoredPageMetadataTests : IDisposable
{
    private const string Key = "users/u1/facebook/100/page_metadata.json";

    private readonly MemoryObjectStore _store = new();
    private readonly RevalidatedObjects _cache;
    private readonly StoredPageMetadata _pages;

    public StoredPageMetadataTests()
    {
        _cache = new RevalidatedObjects(_store, new FakeTimeProvider(), new RecordedLog<RevalidatedObjects>());
        _pages = new StoredPageMetadata(_store, _cache);
    }

    [Fact]
    public async Task PageAsGraphDescribesIt_IsUnderstood()
    {
        _store[Key] = """
            {
              "id": "100", "name": "Lamp Shop", "phone": "+1 555 0100", "emails": ["", "hi@example.com"], "about": "Lamps.",
              "category": "Lighting store", "website": "https://lamps.example", "price_range": "$$", "fan_count": 12,
              "location": {"street": "1 Example Street", "city": "Springfield", "zip": "62701", "country": "United States", "latitude": 1.5},
              "hours": {"mon_1_open": "09:00", "mon_1_close": "12:00", "mon_2_open": "13:00", "mon_2_close": "17:00", "sun_1_open": "10:00", "sun_1_close": "11:00"},
              "payment_options": {"visa": 1, "cash_only": 0}, "parking": {"street": 1, "lot": 0}
            }
            """;

        var page = await ReadAsync();

        page.Name.Should().Be("Lamp Shop");
        page.Phone.Should().Be("+1 555 0100");
        page.Email.Should().Be("hi@example.com");
        page.OpeningHours.Should().Equal("Monday 09:00-12:00, 13:00-17:00", "Sunday 10:00-11:00");
        page.Facts.Should().Equal(
            new Fact("About", "Lamps."), new Fact("Category", "Lighting store"), new Fact("Website", "https://lamps.example"),
            new Fact("Price range", "$$"), new Fact("Address", "1 Example Street, 62701 Springfield, United States"),
            new Fact("Payment", "visa"), new Fact("Parking", "street"));
    }

    [Fact]
    public async Task Hours_CanBeReckonedWith()
    {
        _store[Key] = """{"timezone":"Europe/Oslo","hours":{"mon_1_open":"9:00","mon_1_close":"24:00","fri_1_open":"20:00","fri_1_close":"02:00"}}""";

        var page = await ReadAsync();

        page.TimeZone.Should().Be("Europe/Oslo");
        page.Week!.On(DayOfWeek.Monday).Should().Equal(new OpenSpan(new TimeOnly(9, 0), TimeOnly.MinValue));
        page.Week.On(DayOfWeek.Friday).Should().ContainSingle().Which.EndsNextDay.Should().BeTrue();
        page.Week.On(DayOfWeek.Sunday).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"hours":{"mon_1_open":"9am","mon_1_close":"17:00"}}""", "Monday 9am-17:00")]
    [InlineData("""{"hours":{"mon_1_open":"09:00"}}""", "Monday from 09:00")]
    [InlineData("""{"hours":{"mon_1_open":"25:00","mon_1_close":"26:00"}}""", "Monday 25:00-26:00")]
    public async Task HoursThatAreNoTimes_StayWords(string file, string line)
    {
        _store[Key] = file;

        var page = await ReadAsync();

        page.OpeningHours.Should().Equal(line);
        page.Week.Should().BeNull();
    }

    [Fact]
    public async Task OpenAroundTheClock_IsKnown()
    {
        _store[Key] = """{"is_always_open":true,"hours":{"mon_1_open":"09:00","mon_1_close":"17:00"}}""";

        (await ReadAsync()).Week.Should().BeSameAs(OpeningWeek.AroundTheClock);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("""{"name":1.5e400,"emails":"x","hours":[],"location":"here","payment_options":[1]}""")]
    public async Task FileThatSaysNothing_IsNoFault(string file)
    {
        _store[Key] = file;

        var page = await ReadAsync();

        page.Facts.Should().BeEmpty();
        page.OpeningHours.Should().BeEmpty();
    }

    [Fact]
    public async Task ListOfPages_IsReadForItsOwn()
    {
        _store[Key] = """{"data":[{"id":"99","name":"Other"},{"id":"100","name":"Own"}]}""";

        (await ReadAsync()).Name.Should().Be("Own");
    }

    [Fact]
    public async Task MissingFile_IsAnUnknownPage() => (await ReadAsync()).Should().BeSameAs(PageProfile.Unknown);

    [Fact]
    public async Task SameWordsInAnotherOrder_AreNotWritten()
    {
        _store[Key] = """{"name": "caf\u00e9", "n": 1.0, "x": [1, 2]}""";

        (await SaveAsync("""{"x":[1,2],"n":1.0,"name":"café"}""")).Should().BeFalse();

        _store.Writes.Should().Be(0);
    }

    [Fact]
    public async Task ChangedWords_AreWritten_AndSeenAtOnce()
    {
        _store[Key] = """{"name":"Old"}""";
        (await ReadAsync()).Name.Should().Be("Old");

        (await SaveAsync("""{"name":"New"}""")).Should().BeTrue();

        (await ReadAsync()).Name.Should().Be("New");
    }

    [Fact]
    public async Task Tokens_AreNeverStored()
    {
        await SaveAsync("""{"name":"A","access_token":"EAAsecret","data":[{"access_token":"EAAsecret","id":"1"}]}""");

        _store[Key].Should().NotContain("EAAsecret").And.NotContain("access_token").And.Contain("\"id\": \"1\"");
    }

    [Fact]
    public async Task BrokenFile_IsNamedAndNotOverwritten()
    {
        _store[Key] = "{\"name\":";

        var save = await FluentActions.Awaiting(() => SaveAsync("""{"name":"New"}""")).Should().ThrowAsync<UnreadableFileException>();

        save.Which.Key.Should().Be(Key);
        _store[Key].Should().Be("{\"name\":");
    }

    public void Dispose() => _cache.Dispose();

    private Task<PageProfile> ReadAsync()
    {
        var page = Page();
        return _pages.ReadAsync(page.Tenant, page.Channel, page.Page, default);
    }

    private Task<bool> SaveAsync(string json) => _pages.SaveAsync(Page(), new PageDocument(Encoding.UTF8.GetBytes(json)), default);

    private static ConnectedPage Page() =>
        TenantId.TryParse("u1", out var tenant) && PageId.TryParse("100", out var page) ? new(tenant, Channel.Facebook, page) : throw new InvalidOperationException();
}
