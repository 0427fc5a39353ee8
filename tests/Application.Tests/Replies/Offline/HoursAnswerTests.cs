using GptMessenger.Application.Languages;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Replies.Offline;

/// <summary>Opening hours: Monday to Wednesday 9-17, Thursday 9-12 and 13-19, Friday 20-2.</summary>
public class HoursAnswerTests
{
    private const string MondayNoon = "2026-11-09T12:00:00Z";

    [Theory]
    [InlineData(Language.English, "are you open now?", "We are open now, until 17:00.")]
    [InlineData(Language.English, "when do you close?", "We are open now, until 17:00.")]
    [InlineData(Language.English, "open tomorrow?", "Tomorrow (Tuesday): 09:00–17:00")]
    [InlineData(Language.English, "are you open on Sundays", "Sunday: closed")]
    [InlineData(Language.English, "open at the weekend?", "Saturday: closed\nSunday: closed")]
    [InlineData(Language.English, "are you open today", "Today (Monday): 09:00–17:00\nWe are open now, until 17:00.")]
    [InlineData(Language.German, "habt ihr gerade offen?", "Wir haben gerade geöffnet, bis 17:00 Uhr.")]
    [InlineData(Language.German, "wann macht ihr zu", "Wir haben gerade geöffnet, bis 17:00 Uhr.")]
    [InlineData(Language.German, "habt ihr morgen auf?", "Morgen (Dienstag): 09:00–17:00 Uhr")]
    [InlineData(Language.German, "Haben Sie am Donnerstag geöffnet?", "Donnerstag: 09:00–12:00, 13:00–19:00 Uhr")]
    [InlineData(Language.German, "am wochenende offen?", "Samstag: geschlossen\nSonntag: geschlossen")]
    [InlineData(Language.Spanish, "¿están abiertos ahora?", "Ahora estamos abiertos, hasta las 17:00.")]
    [InlineData(Language.Spanish, "a que hora cerrais", "Ahora estamos abiertos, hasta las 17:00.")]
    [InlineData(Language.Spanish, "abrís mañana?", "Mañana (martes): 09:00–17:00")]
    [InlineData(Language.Spanish, "abris los domingos", "Domingo: cerrado")]
    [InlineData(Language.French, "vous êtes ouverts en ce moment ?", "Nous sommes ouverts en ce moment, jusqu'à 17:00.")]
    [InlineData(Language.French, "vous fermez à quelle heure aujourd'hui ?", "Aujourd'hui (lundi) : 09:00–17:00\nNous sommes ouverts en ce moment, jusqu'à 17:00.")]
    [InlineData(Language.French, "ouvert demain ?", "Demain (mardi) : 09:00–17:00")]
    [InlineData(Language.French, "ouvert le dimanche", "Dimanche : fermé")]
    public void Question_IsAnsweredByTheClockOnTheShopsWall(Language language, string message, string answer) => Corner.Ask(message, language).Should().Be(answer);

    [Theory]
    [InlineData(Language.English, "opening hours?", "We are open now, until 17:00.\n\nOur opening hours:\nMonday–Wednesday: 09:00–17:00\nThursday: 09:00–12:00, 13:00–19:00\nFriday: 20:00–02:00\nSaturday–Sunday: closed")]
    [InlineData(Language.German, "Öffnungszeiten", "Wir haben gerade geöffnet, bis 17:00 Uhr.\n\nUnsere Öffnungszeiten:\nMontag–Mittwoch: 09:00–17:00 Uhr\nDonnerstag: 09:00–12:00, 13:00–19:00 Uhr\nFreitag: 20:00–02:00 Uhr\nSamstag–Sonntag: geschlossen")]
    [InlineData(Language.Spanish, "cuál es el horario", "Ahora estamos abiertos, hasta las 17:00.\n\nNuestro horario:\nLunes–miércoles: 09:00–17:00\nJueves: 09:00–12:00, 13:00–19:00\nViernes: 20:00–02:00\nSábado–domingo: cerrado")]
    [InlineData(Language.French, "vos horaires svp", "Nous sommes ouverts en ce moment, jusqu'à 17:00.\n\nNos horaires :\nLundi–mercredi : 09:00–17:00\nJeudi : 09:00–12:00, 13:00–19:00\nVendredi : 20:00–02:00\nSamedi–dimanche : fermé")]
    public void Hours_AreListedShortly(Language language, string message, string answer) => Corner.Ask(message, language).Should().Be(answer);

    [Theory]
    [InlineData("2026-11-09T07:59:00Z", "We are closed right now. We open again today at 09:00.")]
    [InlineData("2026-11-09T08:00:00Z", "We are open now, until 17:00.")]
    [InlineData("2026-11-09T16:00:00Z", "We are closed right now. We open again tomorrow (Tuesday) at 09:00.")]
    [InlineData("2026-11-12T11:30:00Z", "We are closed right now. We open again today at 13:00.")]
    [InlineData("2026-11-13T19:30:00Z", "We are open now, until 02:00.")]
    [InlineData("2026-11-14T00:30:00Z", "We are open now, until 02:00.")]
    [InlineData("2026-11-14T01:00:00Z", "We are closed right now. We open again on Monday at 09:00.")]
    [InlineData("2026-07-13T07:00:00Z", "We are open now, until 17:00.")]
    public void Now_IsTheShopsTime(string now, string answer) => Ask("are you open now?", Corner.Page, Corner.Shop, now).Should().Be(answer);

    [Theory]
    [InlineData("are you open now?")]
    [InlineData("are you open today?")]
    [InlineData("open tomorrow?")]
    [InlineData("opening hours")]
    public void UnknownTimeZone_SaysTheHoursWithoutNow(string message)
    {
        foreach (string? zone in (string?[])[null, "", "Mars/Olympus", "../../etc/passwd", "Europe/../Europe/Oslo"])
        {
            Ask(message, Corner.Page, Corner.Shop with { TimeZone = zone }).Should().StartWith("Our opening hours:\nMonday–Wednesday: 09:00–17:00\n").And.NotContainAny("now", "oday", "omorrow");
        }
    }

    [Fact]
    public void TimeZoneOfThePage_IsNearerThanTheShops() =>
        Ask("are you open now?", Corner.Page with { TimeZone = "America/New_York" }, Corner.Shop, "2026-11-09T12:00:00Z")
            .Should().Be("We are closed right now. We open again today at 09:00.");

    [Fact]
    public void HoursThatCannotBeReckonedWith_AreQuoted() =>
        Ask("are you open on Sunday?", new PageProfile { OpeningHours = ["Monday 9am-5pm"] }, Corner.Shop).Should().Be("Our opening hours:\nMonday 9am-5pm");

    [Fact]
    public void AroundTheClock_IsSaid() =>
        Ask("open on Sunday?", new PageProfile { OpeningHours = ["Open around the clock"], Week = OpeningWeek.AroundTheClock }, Corner.Shop).Should().Be("We are open around the clock.");

    [Theory]
    [InlineData("temporarily_closed", "Our page says: temporarily closed.")]
    [InlineData("operating_as_usual", "We are open now, until 17:00.")]
    public void PageThatIsClosedForLonger_IsNotSaidToBeOpen(string status, string answer) =>
        Ask("are you open now?", Corner.Page with { Facts = [new Fact("Status", status)] }, Corner.Shop).Should().Be(answer);

    [Theory]
    [InlineData("open-toe sandals")]
    [InlineData("Habt ihr Lust auf Zelte?")]
    [InlineData("habt ihr die Jacke auf Lager")]
    [InlineData("die Hose ist mir zu klein")]
    [InlineData("guten Morgen, habt ihr Zelte")]
    [InlineData("manteau avec fermeture éclair")]
    [InlineData("abrigo de lana")]
    public void OtherUsesOfTheWords_AreNoQuestionForHours(string message) => Corner.Ask(message, products: Goods.Matches(1, 1, 1)).Should().StartWith("This is what I found");

    private static string Ask(string message, PageProfile page, Shop shop, string now = MondayNoon) =>
        OfflineResponder.Answer(message, Corner.To(now: DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)), shop, page, ProductMatches.None).Text;
}
