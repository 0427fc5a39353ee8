using System.Globalization;
using System.Text.RegularExpressions;

namespace GptMessenger.Api.Evaluation.Script;

/// <summary>The languages that the script speaks.</summary>
internal enum Tongue
{
    English,
    German,
    Spanish,
    French,
    Norwegian,
}

internal static partial class Tongues
{
    /// <summary>Of a few words that give a language away; English where none does.</summary>
    public static Tongue Of(string message) =>
        German().Count(message) is > 1 ? Tongue.German
        : Spanish().Count(message) is > 1 ? Tongue.Spanish
        : French().Count(message) is > 1 ? Tongue.French
        : Norwegian().Count(message) is > 1 ? Tongue.Norwegian
        : Tongue.English;

    /// <summary>As people write amounts in that language.</summary>
    public static string Money(this Tongue tongue, decimal amount, string currency, Dice dice)
    {
        string point = amount.ToString("0.00", CultureInfo.InvariantCulture);
        string comma = point.Replace('.', ',');
        string bare = amount == decimal.Truncate(amount) ? amount.ToString("0", CultureInfo.InvariantCulture) : point;
        string sign = currency switch { "EUR" => "€", "USD" => "$", "GBP" => "£", _ => currency };
        return tongue == Tongue.English
            ? dice.Pick([$"{point} {currency}", $"{point} {currency}", $"{sign}{bare}", $"{bare} {currency}"])
            : dice.Pick([$"{comma} {currency}", $"{comma} {sign}", $"{bare.Replace('.', ',')} {sign}"]);
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\b(?:ich|ist|und|der|die|das|den|ein|eine|einen|haben|habt|ihr|sie|für|nicht|wie|was|kostet|mir|mein|zum|von|mit|gibt|es|bei|bitte|kann|wann|wo|auf|euch|versand|rabatt)\b", Options, 1000)]
    private static partial Regex German();

    [GeneratedRegex(@"\b(?:el|la|los|las|un|una|para|tienen|tenéis|tienes|cuánto|cuanto|cuesta|hola|qué|que|por|con|es|hay|más|me|mi|están|cómo|puedo|código|envío|de|y|si)\b|[¿¡]", Options, 1000)]
    private static partial Regex Spanish();

    [GeneratedRegex(@"\b(?:le|la|les|un|une|des|pour|avez|vous|je|est|combien|bonjour|quel|quelle|avec|il|y|sont|mon|ma|c'est|que|et|à|du|de|livraison|remise)\b", Options, 1000)]
    private static partial Regex French();

    [GeneratedRegex(@"\b(?:hei|jeg|har|dere|og|er|en|et|til|på|ikke|hva|hvor|mye|koster|det|som|kan|vi|med|varme|noe|sendes|fri|frakt)\b", Options, 1000)]
    private static partial Regex Norwegian();
}
