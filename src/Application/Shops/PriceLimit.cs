using System.Globalization;
using System.Text.RegularExpressions;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Shops;

/// <summary>What a customer is ready to pay, in English, German, Spanish or French: "under 150 euro", "zwischen 20 und 40 Euro", "moins de 50 €".</summary>
/// <param name="Amount">At most this much; <see cref="NoEnd"/> where only the least is said.</param>
/// <param name="Currency">ISO 4217; null where the words fit several ("dollars").</param>
public sealed partial record PriceLimit(decimal Amount, string? Currency)
{
    /// <summary>More than anything costs.</summary>
    public const decimal NoEnd = decimal.MaxValue;

    private const RegexOptions Words = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int MatchTimeout = 1000;

    private const string Number = @"(?>[0-9]{1,3}(?:[ \u00A0\u202F][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,][0-9]+)*)";

    private const string CurrencyWord =
        @"€|\$|£|eur\b|euros?\b|usd\b|us-dollars?\b|dollars?\b|d[oó]lar(?:es)?\b|gbp\b|pounds?\b|libras?\b|livres?\s+sterling\b|chf\b|franken\b|francs?\b|francos?\b";

    // These are said of prices, so that a number after them needs no currency: "under 50".
    private const string Strong =
        @"under|below|less\s+than|cheaper\s+than|unter|weniger\s+als|(?:billiger|g(?:ü|ue|u)nstiger)\s+als"
        + @"|menos\s+de|por\s+debajo\s+de|m[aá]s\s+barat[oa]s?\s+(?:que|de)|moins\s+de|en\s+dessous\s+de|moins\s+ch[eè]re?s?\s+(?:que|de)";

    private const string Weak =
        @"up\s+to|(?:at\s+)?max(?:imum|imal|\.)?|at\s+most|(?:no|not)\s+(?:more\s+than|over|above)|within"
        + @"|bis(?:\s+zu)?|h(?:ö|oe|o)chstens|nicht\s+(?:mehr\s+als|(?:ü|ue|u)ber)"
        + @"|hasta|como\s+m[aá]ximo|m[aá]ximo(?:\s+de)?|no\s+m[aá]s\s+de|inferior(?:es)?\s+a"
        + @"|jusqu['’]?\s*[aà]|au\s+(?:plus|maximum)|pas\s+plus\s+de|sous|inf[eé]rieure?s?\s+[aà]";

    private const string AtLeast =
        @"over|above|more\s+than|at\s+least|starting\s+at|from|min(?:imum|\.)?|(?:ü|ue|u)ber|ab|mehr\s+als|mindestens"
        + @"|m[aá]s\s+de|a\s+partir\s+de|al\s+menos|desde|por\s+encima\s+de|m[ií]nimo|plus\s+de|[aà]\s+partir\s+de|au\s+moins|au[-\s]dessus\s+de|d[eè]s";

    private const string Said = $@"(?:\b(?:(?<strong>{Strong})|(?<weak>{Weak})|(?<least>{AtLeast}))(?:\s+|(?=[€$£])))?";

    private const string After = @"(?:\s*(?<most>max(?:imum|imal|\.)?|tops|h(?:ö|oe|o)chstens|m[aá]ximo|or\s+less|oder\s+weniger|o\s+menos|ou\s+moins)\b)?";

    private const string One = $@"{Said}(?:(?<before>[€$£])\s?)?\b(?<amount>{Number})\s*(?<after>{CurrencyWord})?{After}";

    private const string Span =
        @"(?:\b(?<between>between|zwischen|entre)\s+|\b(?:from|von|de|desde)\s+)?"
        + $@"(?:(?<before>[€$£])\s?)?\b(?<from>{Number})\s*(?<currency>{CurrencyWord})?\s*(?:[-–]|\b(?:to|bis|hasta|a)\b|à\s|(?<and>\b(?:and|und|y|et)\b))\s*"
        + $@"(?:[€$£]\s?)?(?<to>{Number})\s*(?<after>{CurrencyWord})?";

    private static readonly string[] CurrencyPlaces = ["before", "after", "currency"];

    /// <returns>The tightest limit that the words set; null: they set none.</returns>
    public static PriceLimit? In(string words)
    {
        if (!words.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return null;
        }

        var limits = Spans().Matches(words).Where(match => IsSpan(match, words)).Select(Between)
            .Concat(Amounts().Matches(Spans().Replace(words, match => IsSpan(match, words) ? " " : match.Value)).Where(match => IsLimit(match, words)).Select(Upon))
            .OfType<PriceLimit>().ToList();
        if (limits.Count == 0)
        {
            return null;
        }

        var (most, least) = (limits.MinBy(limit => limit.Amount)!, limits.Max(limit => limit.Least));
        return most with
        {
            Least = least <= most.Amount ? least : 0,
            Currency = limits.Select(limit => limit.Currency).FirstOrDefault(currency => currency is not null),
        };
    }

    /// <summary>Without prices: "under 150 euro" names no product called 150.</summary>
    public static string Without(string words)
    {
        if (!words.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return words;
        }

        string rest = Spans().Replace(words, match => IsSpan(match, words) ? " " : match.Value);
        return Amounts().Replace(rest, match => (HasCurrency(match) && !MayBeWeight(match)) || IsLimit(match, rest) ? " " : match.Value);
    }

    /// <summary>At least this much.</summary>
    public decimal Least { get; init; }

    /// <summary>Whether something of it can be had for that. A price in another currency is not compared: it stands beside the product.</summary>
    public bool Allows(Product product)
    {
        ArgumentNullException.ThrowIfNull(product);
        return PricesOf(product).Any(price => IsOtherCurrency(price.Currency) || (price.Amount <= Amount && price.Amount >= Least));
    }

    /// <summary>False: no product whose prices are all within this span is allowed. True: it depends on the product.</summary>
    /// <param name="least">The lowest of them.</param>
    /// <param name="most">The highest of them.</param>
    public bool MayAllow(Money least, Money most) => IsOtherCurrency(least.Currency) || (least.Amount <= Amount && most.Amount >= Least);

    /// <summary>What there is to pay for it: of what can be bought, where something can.</summary>
    public static IEnumerable<Money> PricesOf(Product product)
    {
        ArgumentNullException.ThrowIfNull(product);
        return product.Variants.Where(variant => variant.IsAvailable || !product.IsAvailable).Select(variant => variant.Price).OfType<Money>();
    }

    private bool IsOtherCurrency(string? currency) => Currency is not null && currency is not null && currency != Currency;

    private static bool HasCurrency(Match match) => match.Groups["before"].Success || match.Groups["after"].Success;

    /// <summary>"concrete mix 80 pounds" says how much of it, and no price.</summary>
    private static bool MayBeWeight(Match match) => !match.Groups["before"].Success && match.Groups["after"].Value.ToUpperInvariant() is "POUND" or "POUNDS" or "LIBRA" or "LIBRAS";

    private static bool IsSpan(Match match, string words) =>
        match.Groups["between"].Success
            ? HasCurrency(match) || match.Groups["currency"].Success || IsBarePrice(match, words)
            : !match.Groups["and"].Success && (HasCurrency(match) || match.Groups["currency"].Success);

    private static bool IsLimit(Match match, string words) =>
        match.Groups["strong"].Success ? HasCurrency(match) || IsBarePrice(match, words)
            : HasCurrency(match) && (match.Groups["weak"].Success || match.Groups["least"].Success || match.Groups["most"].Success);

    // "under 5 kg" is no price, nor are sizes between 38 and 40.
    private static bool IsBarePrice(Match match, string words) => Ending().IsMatch(words[(match.Index + match.Length)..]) && !Sizes().IsMatch(words[..match.Index]);

    private static PriceLimit? Between(Match match) =>
        (Read(match.Groups["from"].Value), Read(match.Groups["to"].Value)) is ({ } from, { } to)
            ? new PriceLimit(Math.Max(from, to), CurrencyOf(match)) { Least = Math.Min(from, to) }
            : null;

    private static PriceLimit? Upon(Match match) => Read(match.Groups["amount"].Value) is not { } amount ? null
        : match.Groups["least"].Success ? new PriceLimit(NoEnd, CurrencyOf(match)) { Least = amount }
        : new PriceLimit(amount, CurrencyOf(match));

    private static decimal? Read(string text)
    {
        string digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        int last = digits.LastIndexOfAny(['.', ',']);

        // "1.500" and "1,500" are thousands, "149,90" and "149.90" are not.
        bool hasCents = last >= 0 && digits.Length - last - 1 != 3;
        string whole = (hasCents ? digits[..last] : digits).Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        string number = hasCents ? $"{whole}.{digits[(last + 1)..]}" : whole;
        return decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount) ? amount : null;
    }

    private static string? CurrencyOf(Match match) => CurrencyPlaces.Select(name => match.Groups[name].Value).FirstOrDefault(said => said.Length > 0)?.ToUpperInvariant() switch
    {
        "€" or "EUR" or "EURO" or "EUROS" => "EUR",
        "£" or "GBP" or "POUND" or "POUNDS" or "LIBRA" or "LIBRAS" => "GBP",
        { } sterling when sterling.EndsWith("STERLING", StringComparison.Ordinal) => "GBP",
        "USD" or "US-DOLLAR" or "US-DOLLARS" => "USD",
        "CHF" or "FRANKEN" or "FRANC" or "FRANCS" or "FRANCO" or "FRANCOS" => "CHF",
        _ => null,
    };

    [GeneratedRegex(One, Words, MatchTimeout)]
    private static partial Regex Amounts();

    [GeneratedRegex(Span, Words, MatchTimeout)]
    private static partial Regex Spans();

    [GeneratedRegex(@"^\s*(?:$|[?!.,;)\n]|(?:for|please|pls|plz|if|and|or|bitte|für|fuer|und|oder|por|para|y|o|pour|svp|stp|et|ou)\b)", Words, MatchTimeout)]
    private static partial Regex Ending();

    [GeneratedRegex(@"\b(?:sizes?|gr(?:ö|oe|o)(?:ß|ss)en?|tallas?|n[uú]meros?|tailles?|pointures?)\b", Words, MatchTimeout)]
    private static partial Regex Sizes();
}
