using System.Globalization;
using System.Text.RegularExpressions;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Shops;

/// <summary>What a customer is ready to pay: "under 150 euro".</summary>
/// <param name="Amount">At most this much.</param>
/// <param name="Currency">ISO 4217; null where the words fit several ("dollars").</param>
public sealed partial record PriceLimit(decimal Amount, string? Currency)
{
    private const RegexOptions Words = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Phrase =
        @"(?:\b(?<limit>under|below|up\s+to|(?:at\s+)?max(?:imum|imal|\.)?|at\s+most|(?:no\s+|not\s+)?more\s+than|less\s+than|cheaper\s+than|within"
        + @"|unter|bis(?:\s+zu)?|höchstens|weniger\s+als|(?:billiger|günstiger)\s+als)(?:\s+|(?=[€$£])))?"
        + @"(?:(?<before>[€$£])\s?)?\b(?<amount>\d+(?:[.,]\d+)*)\s*(?:(?<after>€|\$|£|eur\b|euros?\b|usd\b|dollars?\b|gbp\b|pounds?\b|chf\b))?";

    /// <returns>The lowest limit that the words set; null: they set none.</returns>
    public static PriceLimit? In(string words) =>
        Amounts().Matches(words).Where(match => IsPrice(match) && IsLimit(match)).Select(Read).OfType<PriceLimit>().MinBy(limit => limit.Amount);

    /// <summary>Without prices: "under 150 euro" names no product called 150.</summary>
    public static string Without(string words) => Amounts().Replace(words, match => IsPrice(match) ? " " : match.Value);

    /// <summary>Whether something of it can be had for that. A price in another currency is not compared: it stands beside the product.</summary>
    public bool Allows(Product product)
    {
        ArgumentNullException.ThrowIfNull(product);
        var buyable = product.Variants.Where(variant => variant.IsAvailable || !product.IsAvailable).Select(variant => variant.Price).OfType<Money>();
        return buyable.Any(price => (Currency is not null && price.Currency is not null && price.Currency != Currency) || price.Amount <= Amount);
    }

    public override string ToString() => Currency is null ? Amount.ToString(CultureInfo.InvariantCulture) : new Money(Amount, Currency).ToString();

    private static bool IsPrice(Match match) => match.Groups["before"].Success || match.Groups["after"].Success;

    // "More than 100 euro" is a wish for something dearer, "no more than" is not.
    private static bool IsLimit(Match match) =>
        match.Groups["limit"] is { Success: true } limit && !limit.Value.StartsWith("more", StringComparison.OrdinalIgnoreCase);

    private static PriceLimit? Read(Match match)
    {
        string digits = match.Groups["amount"].Value;
        int last = digits.LastIndexOfAny(['.', ',']);

        // "1.500" and "1,500" are thousands, "149,90" and "149.90" are not.
        bool hasCents = last >= 0 && digits.Length - last - 1 != 3;
        string whole = (hasCents ? digits[..last] : digits).Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        string number = hasCents ? $"{whole}.{digits[(last + 1)..]}" : whole;
        return decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount) ? new PriceLimit(amount, CurrencyOf(match)) : null;
    }

    private static string? CurrencyOf(Match match) =>
        (match.Groups["before"].Success ? match.Groups["before"] : match.Groups["after"]).Value.ToUpperInvariant() switch
        {
            "€" or "EUR" or "EURO" or "EUROS" => "EUR",
            "£" or "GBP" or "POUND" or "POUNDS" => "GBP",
            "USD" => "USD",
            "CHF" => "CHF",
            _ => null,
        };

    [GeneratedRegex(Phrase, Words, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amounts();
}
