using GptMessenger.Application.Languages;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Replies.Offline;
using GptMessenger.Application.Replies.Wordings;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Replies.Offline;

/// <summary>A corner shop in Oslo to ask; it is Monday, 13:00 there.</summary>
internal static class Corner
{
    public static Shop Shop { get; } = new()
    {
        Email = "hi@shop.example",
        Storefront = new Uri("https://shop.example"),
        TimeZone = "Europe/Oslo",
        Policies =
        [
            new ShopPolicy(PolicyKind.Refund, "Refunds", "30 days, unused.\nAll bags have a two-year guarantee."), new ShopPolicy(PolicyKind.Shipping, "Shipping", "Two days."),
            new ShopPolicy(PolicyKind.Privacy, "Privacy", "We sell no data."),
        ],
        Facts = [new Fact("Address", "Storgata 14, Oslo")],
    };

    public static OpeningWeek Week { get; } = OpeningWeek.Of(
    [
        (DayOfWeek.Monday, Span("09:00", "17:00")), (DayOfWeek.Tuesday, Span("09:00", "17:00")), (DayOfWeek.Wednesday, Span("09:00", "17:00")),
        (DayOfWeek.Thursday, Span("09:00", "12:00")), (DayOfWeek.Thursday, Span("13:00", "19:00")), (DayOfWeek.Friday, Span("20:00", "02:00")),
    ]);

    public static PageProfile Page { get; } = new()
    {
        Name = "Corner Shop",
        Phone = "+47 22 00 00",
        OpeningHours = ["Monday 09:00-17:00"],
        Week = Week,
        Facts = [new Fact("Payment", "visa, mastercard")],
    };

    public static string Ask(string message, Language language = Language.English, ProductMatches? products = null) => Answer(message, language, products).Text;

    public static OfflineAnswer Answer(string message, Language language = Language.English, ProductMatches? products = null, DateTimeOffset? now = null) =>
        OfflineResponder.Answer(message, To(language, now), Shop, Page, products ?? ProductMatches.None);

    public static Listener To(Language language = Language.English, DateTimeOffset? now = null) => new(Wording.In(language), now ?? Known.Now);

    public static Product Parka { get; } = Goods.Product("Parka") with
    {
        Variants =
        [
            Form("S / Rust", isAvailable: true), Form("M / Rust", isAvailable: false), Form("L / Rust", isAvailable: true), Form("S / Midnight Blue", isAvailable: false),
            Form("M / Midnight Blue", isAvailable: true),
        ],
    };

    private static OpenSpan Span(string opens, string closes) =>
        new(TimeOnly.Parse(opens, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(closes, System.Globalization.CultureInfo.InvariantCulture));

    private static Variant Form(string title, bool isAvailable) => new(title, title, new Money(1329.00m, "EUR"), isAvailable, null);
}
