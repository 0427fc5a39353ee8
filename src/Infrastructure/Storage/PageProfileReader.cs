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

    private static readonly (string Prefix, string Name)[] Weekdays =
    [
        ("mon", "Monday"), ("tue", "Tuesday"), ("wed", "Wednesday"), ("thu", "Thursday"), ("fri", "Friday"), ("sat", "Saturday"), ("sun", "Sunday"),
    ];

    public static PageProfile Read(JsonElement root, PageId page)
    {
        var about = Own(root, page);
        return new PageProfile
        {
            Name = Line(about.Member("name")),
            Phone = Line(about.Member("phone")),
            Email = about.Member("emails").Items().Select(Line).FirstOrDefault(email => email is not null) ?? Line(about.Member("email")),
            OpeningHours = about.Member("is_always_open").IsTrue() ? ["Open around the clock"] : [.. Hours(about.Member("hours"))],
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
    private static IEnumerable<string> Hours(JsonElement hours)
    {
        if (hours.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var (prefix, name) in Weekdays)
        {
            var spans = new List<string>();
            for (int span = 1; Line(hours.Member(Field(prefix, span, "open"))) is { } open; span++)
            {
                spans.Add(Line(hours.Member(Field(prefix, span, "close"))) is { } close ? $"{open}-{close}" : $"from {open}");
            }

            if (spans.Count > 0)
            {
                yield return $"{name} {string.Join(", ", spans)}";
            }
        }
    }

    private static string Field(string day, int span, string edge) => string.Create(CultureInfo.InvariantCulture, $"{day}_{span}_{edge}");

    private static string? Line(JsonElement element) => element.Id()?.Trim() is { Length: > 0 } text ? text : null;
}
