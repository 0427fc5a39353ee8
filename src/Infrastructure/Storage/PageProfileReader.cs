using System.Globalization;
using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>
/// Understands a page's metadata as Graph describes a page. Tolerant: what is missing or of another type is left out.
/// Source of the fields: Graph API, "Page" (state of 2026-11).
/// </summary>
internal static class PageProfileReader
{
    private static readonly (string Field, string Name)[] TextFacts =
    [
        ("about", "About"), ("description", "Description"), ("company_overview", "Company"), ("general_info", "General information"),
        ("mission", "Mission"), ("products", "Products"), ("category", "Category"), ("website", "Website"), ("price_range", "Price range"),
        ("temporary_status", "Status"), ("username", "Username"),
    ];

    private static readonly (string Prefix, DayOfWeek Day)[] Weekdays =
    [
        ("mon", DayOfWeek.Monday), ("tue", DayOfWeek.Tuesday), ("wed", DayOfWeek.Wednesday), ("thu", DayOfWeek.Thursday), ("fri", DayOfWeek.Friday),
        ("sat", DayOfWeek.Saturday), ("sun", DayOfWeek.Sunday),
    ];

    private static readonly string[] Times = ["H:mm", "HH:mm"];

    public static PageProfile Read(JsonElement root, PageId page)
    {
        var about = Own(root, page);
        bool isAlwaysOpen = about.Member("is_always_open").IsTrue();
        var spans = Spans(about.Member("hours")).ToList();
        return new PageProfile
        {
            Name = Line(about.Member("name")),
            Phone = Line(about.Member("phone")),
            Email = about.Member("emails").Items().Select(Line).FirstOrDefault(email => email is not null) ?? Line(about.Member("email")),
            OpeningHours = isAlwaysOpen ? ["Open around the clock"] : [.. spans.GroupBy(span => span.Day, Written).Select(day => $"{day.Key} {string.Join(", ", day)}")],
            Week = isAlwaysOpen ? OpeningWeek.AroundTheClock : Week(spans),
            TimeZone = Line(about.Member("timezone")),
            Facts = [.. Facts(about)],
        };
    }

    // The answer to a list of pages holds one object for each.
    private static JsonElement Own(JsonElement root, PageId page)
    {
        var inner = root.Member("data") is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } data ? data : root;
        var items = inner.Items().ToList();
        return items.Count == 0 ? inner : items.Find(item => item.Member("id").Id() == page.Value) is { ValueKind: JsonValueKind.Object } own ? own : items[0];
    }

    private static IEnumerable<Fact> Facts(JsonElement about)
    {
        foreach (var (field, name) in TextFacts)
        {
            if (Line(about.Member(field)) is { } text)
            {
                yield return new Fact(name, text);
            }
        }

        if ((Line(about.Member("single_line_address")) ?? Address(about.Member("location"))) is { } address)
        {
            yield return new Fact("Address", address);
        }

        if (about.Member("is_permanently_closed").IsTrue())
        {
            yield return new Fact("Status", "Permanently closed");
        }

        foreach (string list in (string[])["payment_options", "parking"])
        {
            var ticked = about.Member(list) is { ValueKind: JsonValueKind.Object } choices
                ? choices.EnumerateObject().Where(choice => IsTicked(choice.Value)).Select(choice => choice.Name.Replace('_', ' ')).ToList()
                : [];
            if (ticked.Count > 0)
            {
                yield return new Fact(list == "parking" ? "Parking" : "Payment", string.Join(", ", ticked));
            }
        }
    }

    private static bool IsTicked(JsonElement choice) => choice.IsTrue() || (choice.Id() is { } number && number != "0" && choice.ValueKind == JsonValueKind.Number);

    private static string? Address(JsonElement location)
    {
        string town = $"{Line(location.Member("zip"))} {Line(location.Member("city"))}".Trim();
        string?[] parts = [Line(location.Member("street")), town, Line(location.Member("state")), Line(location.Member("country"))];
        string address = string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part)));
        return address.Length == 0 ? null : address;
    }

    // {"mon_1_open":"09:00","mon_1_close":"17:00"}: a day may have several spans.
    private static IEnumerable<(DayOfWeek Day, string Open, string? Close)> Spans(JsonElement hours)
    {
        foreach (var (prefix, day) in Weekdays)
        {
            for (int span = 1; Line(hours.Member(Field(prefix, span, "open"))) is { } open; span++)
            {
                yield return (day, open, Line(hours.Member(Field(prefix, span, "close"))));
            }
        }
    }

    private static string Written((DayOfWeek Day, string Open, string? Close) span) => span.Close is { } close ? $"{span.Open}-{close}" : $"from {span.Open}";

    private static OpeningWeek? Week(IReadOnlyList<(DayOfWeek Day, string Open, string? Close)> spans)
    {
        var read = spans.Select(span => (span.Day, Opens: Time(span.Open), Closes: Time(span.Close))).ToList();
        return read.Count == 0 || read.Exists(span => span.Opens is null || span.Closes is null)
            ? null
            : OpeningWeek.Of(read.Select(span => (span.Day, new OpenSpan(span.Opens!.Value, span.Closes!.Value))));
    }

    private static TimeOnly? Time(string? text) =>
        text == "24:00" ? TimeOnly.MinValue
        : TimeOnly.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : null;

    private static string Field(string day, int span, string edge) => string.Create(CultureInfo.InvariantCulture, $"{day}_{span}_{edge}");

    private static string? Line(JsonElement element) => element.Id()?.Trim() is { Length: > 0 } text ? text : null;
}
