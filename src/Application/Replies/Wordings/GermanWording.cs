using GptMessenger.Application.Languages;

namespace GptMessenger.Application.Replies.Wordings;

internal static class GermanWording
{
    /// <summary>Polite.</summary>
    public static Wording Texts { get; } = new()
    {
        Language = Language.German,
        FirstContact = "Hallo! Ich bin der automatische Assistent von {page}.",
        ThisPage = "dieser Seite",
        CannotOpenFiles = "Bilder und Dateien kann ich noch nicht öffnen. Schreiben Sie mir doch in ein paar Worten, was Sie suchen, dann helfe ich gern.",
        TooLong = "Das ist mehr, als ich auf einmal lesen kann. Können Sie mir in ein paar Sätzen sagen, was Sie wissen möchten?",
        Greeting = "Schön, dass Sie schreiben! Was suchen Sie? Ich kenne unsere Produkte und weiß Bescheid über Versand, Rückgabe und Öffnungszeiten.",
        Gladly = "Sehr gern! Schreiben Sie einfach, wenn noch etwas ist.",
        Unknown = "Danke für Ihre Nachricht! Darauf habe ich keine sichere Antwort, deshalb meldet sich hier jemand aus unserem Team.",
        Assistant = "Ich bin der automatische Assistent von {page}. Wenn Sie lieber mit einem Menschen sprechen möchten, sagen Sie es einfach.",
        Person = "Natürlich. Hier meldet sich jemand aus unserem Team.",
        Order = "In Bestellungen kann ich nicht hineinsehen, deshalb meldet sich hier jemand aus unserem Team. Mit Ihrer Bestellnummer geht es schneller.",
        Contact = "So erreichen Sie uns: {ways}.",
        Address = "Hier finden Sie uns: {address}.",
        Quote = "Das schreibt unser Shop dazu:",
        WholeText = "Den ganzen Text finden Sie in unserem Shop: {link}",
        Products = "Das habe ich in unserem Shop gefunden:",
        NothingForThat = "So etwas habe ich in unserem Shop {limit} nicht gefunden, deshalb meldet sich hier jemand aus unserem Team.",
        UpTo = "bis {most}",
        AtLeast = "ab {least}",
        Between = "zwischen {least} und {most}",
        PriceOnRequest = "Preis auf Anfrage",
        InStock = "auf Lager",
        SoldOut = "zurzeit ausverkauft",
        InStockIn = "auf Lager in {forms}",
        SoldOutIn = "zurzeit ausverkauft in {forms}",
        AndMore = "und {count} weitere",
        ViewInShop = "Im Shop ansehen",
        AddToCart = "In den Warenkorb",
        Hours = "Unsere Öffnungszeiten:",
        Weekdays = "Sonntag,Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag",
        Spans = "{spans} Uhr",
        Closed = "geschlossen",
        AroundTheClock = "Wir haben rund um die Uhr geöffnet.",
        OpenNow = "Wir haben gerade geöffnet, bis {time} Uhr.",
        ClosedNow = "Wir haben gerade geschlossen.",
        OpensAgain = "Wir öffnen wieder {day} um {time} Uhr.",
        Today = "heute",
        Tomorrow = "morgen ({weekday})",
        OnDay = "am {weekday}",
        TodayIs = "Heute ({weekday})",
        TomorrowIs = "Morgen ({weekday})",
        PageStatus = "Auf unserer Seite steht: {status}.",
        Colon = ": ",
        DecimalPoint = ",",
        ThousandsPoint = ".",
        Money = "{amount} {currency}",
        MoneyWithSign = "{amount} {currency}",
    };

    /// <summary>For shops that say "du" to their customers.</summary>
    public static Wording Familiar { get; } = Texts with
    {
        CannotOpenFiles = "Bilder und Dateien kann ich noch nicht öffnen. Schreib mir doch in ein paar Worten, was du suchst, dann helfe ich gern.",
        TooLong = "Das ist mehr, als ich auf einmal lesen kann. Kannst du mir in ein paar Sätzen sagen, was du wissen möchtest?",
        Greeting = "Schön, dass du schreibst! Was suchst du? Ich kenne unsere Produkte und weiß Bescheid über Versand, Rückgabe und Öffnungszeiten.",
        Gladly = "Sehr gern! Schreib einfach, wenn noch etwas ist.",
        Unknown = "Danke für deine Nachricht! Darauf habe ich keine sichere Antwort, deshalb meldet sich hier jemand aus unserem Team.",
        Assistant = "Ich bin der automatische Assistent von {page}. Wenn du lieber mit einem Menschen sprechen möchtest, sag es einfach.",
        Order = "In Bestellungen kann ich nicht hineinsehen, deshalb meldet sich hier jemand aus unserem Team. Mit deiner Bestellnummer geht es schneller.",
        Contact = "So erreichst du uns: {ways}.",
        Address = "Hier findest du uns: {address}.",
        WholeText = "Den ganzen Text findest du in unserem Shop: {link}",
    };
}
