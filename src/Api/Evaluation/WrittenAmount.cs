using System.Globalization;
using System.Text.RegularExpressions;

namespace GptMessenger.Api.Evaluation;

/// <summary>An amount of money or a percentage as somebody writes it: "249 EUR", "€249.00", "249,00 €" and "249 euros" are the same.</summary>
/// <param name="Value">The number.</param>
/// <param name="Unit">ISO 4217, or <c>%</c>.</param>
internal sealed partial record WrittenAmount(decimal Value, string Unit)
{
    private static readonly (string Unit, string[] Words)[] Units =
    [
        ("EUR", ["€", "EUR", "EURO", "EUROS"]), ("USD", ["$", "USD", "DOLLAR", "DOLLARS", "DÓLARES"]), ("GBP", ["£", "GBP", "POUND", "POUNDS"]),
        ("CHF", ["CHF"]), ("NOK", ["NOK", "KR", "KRONER", "CROWNS"]), ("%", ["%", "PERCENT", "PROZENT", "PROSENT", "POUR CENT", "POR CIENTO"]),
    ];

    /// <exception cref="FormatException">It is no number with a unit.</exception>
    public static WrittenAmount Parse(string text) => In(text).ToList() is [var only]
        ? only
        : throw new FormatException($"'amounts' should be a number with a currency or %, such as \"249 EUR\" or \"20 %\", not \"{text}\".");

    public static IEnumerable<WrittenAmount> In(string text) =>
        Amounts().Matches(text).Select(match => UnitOf(match) is { } unit ? new WrittenAmount(Number(match.Groups["number"].Value), unit) : null).OfType<WrittenAmount>();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:0.##} {Unit}");

    private static string? UnitOf(Match match)
    {
        string word = (match.Groups["after"].Success ? match.Groups["after"] : match.Groups["before"]).Value.ToUpperInvariant();
        return Array.Find(Units, unit => unit.Words.Contains(word)).Unit;
    }

    // The last separator is the decimals' when one or two digits follow it, else it parts thousands.
    private static decimal Number(string written)
    {
        int last = written.LastIndexOfAny(['.', ',']);
        bool hasDecimals = last >= 0 && written.Length - last - 1 <= 2;
        string whole = string.Concat((hasDecimals ? written[..last] : written).Where(char.IsAsciiDigit));
        return decimal.Parse(hasDecimals ? $"{whole}.{written[(last + 1)..]}" : whole, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        @"(?:(?<before>[€$£]|\b(?:EUR|USD|GBP|CHF|NOK|kr))\s?)?(?<![\d.,])(?<number>\d{1,9}(?:[.,]\d{3})*(?:[.,]\d{1,2})?)(?![\d])(?:\s?(?<after>[€$£%]|(?:EUR|euros?|USD|dollars?|dólares|GBP|pounds?|CHF|NOK|kr|kroner|crowns|percent|prozent|prosent|pour\scent|por\sciento)\b))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amounts();
}
