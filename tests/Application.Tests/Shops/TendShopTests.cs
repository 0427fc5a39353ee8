using System.Globalization;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Shops;

public class TendShopTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 27, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void EachShop_IsReadOnceANightAtItsOwnTime()
    {
        var times = new HashSet<int>();
        for (int i = 0; i < 50; i++)
        {
            var shop = Shop($"shop-{i}.myshopify.com");
            List<int> due = [];
            var last = new ShopSync(Midnight.AddHours(-12), Midnight.AddHours(-12), Midnight.AddHours(-12));
            for (int minute = 0; minute < 3 * 24 * 60; minute += 10)
            {
                var now = Midnight.AddMinutes(minute);
                if (TendShopHandler.IsDue(shop, last, now))
                {
                    due.Add(minute);
                    last = new ShopSync(now, now.AddMinutes(5), now.AddMinutes(5));
                }
            }

            due.Should().HaveCount(3);
            (due[1] - due[0]).Should().Be(24 * 60);
            due[0].Should().BeInRange(60, 6 * 60 + 10);
            times.Add(due[0]);
        }

        times.Should().HaveCountGreaterThan(15, "not all at once");
    }

    [Theory]
    [InlineData("00:30", false)]
    [InlineData("00:59", false)]
    [InlineData("01:05", true)]
    public void SyncThatFailed_IsTriedAgainAfterAnHour(string now, bool isDue) =>
        TendShopHandler.IsDue(Shop("shop-1.myshopify.com"), new ShopSync(Midnight, Midnight.AddMinutes(5), null, Error: "down"), Midnight + TimeSpan.Parse(now, CultureInfo.InvariantCulture))
            .Should().Be(isDue);

    [Fact]
    public void ShopThatWasNeverRead_IsDue() => TendShopHandler.IsDue(Shop("shop-1.myshopify.com"), last: null, Midnight).Should().BeTrue();

    private static ShopDomain Shop(string text) => ShopDomain.TryParse(text, out var shop) ? shop : throw new FormatException(text);
}
