using System.Globalization;
using System.Text.RegularExpressions;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>An amount of money in a text.</summary>
/// <param name="Value">How much.</param>
/// <param name="Currency">ISO 4217, "$" for any dollar, "kr" for any crown; null where none stands beside it.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Words">As it is written.</param>
internal sealed partial record Amount(decimal Value, string? Currency, int At, string Words)
{
    private const string Number = @"(?>[0-9]{1,3}(?:[ \u00A0\u202F'’][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,][0-9]{3})*(?:[.,][0-9]{1,2})?)";

    private const string CurrencyWord =
        @"€(?:uros?\b)?|\$|£|¥|zł|₹|₽|₺|₴|(?:US|CA|C|AU|A|NZ|HK|S)\$|(?:eur|usd|gbp|chf|sek|nok|dkk|pln|czk|cad|aud|nzd|jpy|inr|mxn|brl|huf|ron)\b|euros?\b|bucks?\b|cents?\b|(?:(?:us|american|canadian|australian|hong\s+kong|singapore|new\s+zealand)[- ]?)?dollars?\b|d[oó]lar(?:es)?\b|pounds?\b(?!\s+of)|quid\b|pfund\b|libras?\b|franken\b|(?:(?:swiss|schweizer)\s+)?fran(?:cs?|cos|ken)\b|rupees?\b|rupien\b|rupias\b|roupies\b|pesos?\b|rubles?\b|rubel\b|yuan\b|won\b|lira\b|reais\b|rand\b|kroner?\b|kronor\b|kr\b|yen\b|zloty\b";

    /// <summary>With a currency, or beside a word that makes a price of a number ("costs 19.90").</summary>
    public static IReadOnlyList<Amount> In(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return [];
        }

        var found = new List<Amount>();
        var taken = new List<(int Start, int End)>();
        foreach (var match in Money().Matches(text).Cast<Match>())
        {
            string? currency = CurrencyOf(match.Groups["before"].Success ? match.Groups["before"].Value : match.Groups["after"].Success ? match.Groups["after"].Value : "");
            foreach (var group in (Group[])[match.Groups["from"], match.Groups["amount"]])
            {
                if (group.Success && Read(group.Value) is { } value)
                {
                    found.Add(new Amount(currency == "cent" ? value / 100 : value, currency == "cent" ? null : currency, group.Index, match.Value.Trim()));
                    taken.Add((group.Index, group.Index + group.Length));
                }
            }
        }

        foreach (var match in Priced().Matches(text).Cast<Match>())
        {
            var number = match.Groups["amount"];
            if (Read(number.Value) is { } value && !IsTaken(number))
            {
                taken.Add((number.Index, number.Index + number.Length));
                found.Add(new Amount(value, null, number.Index, match.Value.Trim()));
            }
        }

        foreach (var match in Cents().Matches(text).Cast<Match>().Where(match => !IsTaken(match)))
        {
            if (Read(match.Value) is { } value)
            {
                found.Add(new Amount(value, null, match.Index, match.Value));
            }
        }

        return [.. found.OrderBy(amount => amount.At)];

        // "1'340.00" is one amount, and no second one of 340.00.
        bool IsTaken(Capture number) => taken.Exists(other => number.Index < other.End && other.Start < number.Index + number.Length);
    }

    /// <summary>Any number.</summary>
    public static IEnumerable<Amount> BareIn(string text) => BareIn(text, Bare());

    /// <summary>Those numbers that these words stand around.</summary>
    public static IEnumerable<Amount> BareIn(string text, Regex where) =>
        where.Matches(text).Cast<Match>().Select(match => Read(match.Value) is { } value ? new Amount(value, null, match.Index, match.Value) : null).OfType<Amount>();

    /// <summary>The same amount, in a currency that may be meant by the one that is written.</summary>
    public bool Is(decimal value, string? currency) => Value == value && Fits(currency);

    public bool Is(Money money) => Is(money.Amount, money.Currency);

    public bool Fits(string? currency) => Currency is null || currency is null || Currency == currency
        || (Currency == "$" && currency is "USD" or "CAD" or "AUD" or "NZD" or "HKD" or "SGD" or "MXN" or "$")
        || (currency == "$" && Currency is "USD" or "CAD" or "AUD" or "NZD")
        || (Currency == "kr" && currency is "SEK" or "NOK" or "DKK" or "kr");

    /// <summary>"1.299,00", "1,299.00", "1 299", "49,-" and "19.9"; three digits behind a single mark are thousands.</summary>
    private static decimal? Read(string number)
    {
        string digits = string.Concat(number.Where(c => char.IsAsciiDigit(c) || c is '.' or ','));
        int last = digits.LastIndexOfAny(['.', ',']);
        bool hasCents = last >= 0 && digits.Length - last - 1 is 1 or 2;
        string whole = string.Concat((hasCents ? digits[..last] : digits).Where(char.IsAsciiDigit));
        return decimal.TryParse(hasCents ? $"{whole}.{digits[(last + 1)..]}" : whole, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) ? value : null;
    }

    private static string? CurrencyOf(string written) => written.ToLowerInvariant() switch
    {
        "" => null,
        "€" or "eur" or "euro" or "euros" => "EUR",
        "€uro" or "€uros" => "EUR",
        "canadian dollar" or "canadian dollars" => "CAD",
        "australian dollar" or "australian dollars" => "AUD",
        "new zealand dollars" or "new zealand dollar" => "NZD",
        "rupee" or "rupees" or "rupien" or "rupias" or "roupies" => "INR",
        "₽" or "ruble" or "rubles" or "rubel" => "RUB",
        "₺" or "lira" => "TRY",
        "peso" or "pesos" => "MXN",
        "yuan" => "CNY",
        "won" => "KRW",
        "reais" => "BRL",
        "rand" => "ZAR",
        "us$" or "usd" or "american dollars" or "bucks" or "buck" or "us dollar" or "us dollars" or "us-dollar" or "us-dollars" => "USD",
        "£" or "gbp" or "pound" or "pounds" or "quid" or "pfund" or "libra" or "libras" => "GBP",
        "chf" or "franken" or "franc" or "francs" or "francos" or "swiss franc" or "swiss francs" or "schweizer franken" => "CHF",
        "ca$" or "c$" or "cad" => "CAD",
        "au$" or "a$" or "aud" => "AUD",
        "nz$" or "nzd" => "NZD",
        "¥" or "jpy" or "yen" => "JPY",
        "zł" or "pln" or "zloty" => "PLN",
        "₹" or "inr" => "INR",
        "cent" or "cents" => "cent",
        "kr" or "krone" or "kroner" or "kronor" => "kr",
        var code when code is "sek" or "nok" or "dkk" or "czk" or "mxn" or "brl" or "huf" or "ron" => code.ToUpperInvariant(),
        _ => "$",
    };

    // A digit has to be near: that is found out before all the names of currencies are tried.
    [GeneratedRegex($@"(?=(?>[^\s0-9]{{0,12}})\s?[0-9])(?<![\p{{L}}0-9.,])(?:(?<before>{CurrencyWord})\s?(?:(?<from>{Number})\s?(?:-|–|to|bis|a|à)\s?(?:{CurrencyWord})?\s?)?(?<amount>{Number})(?:,-|,–)?|(?:(?<from>{Number})\s?(?:-|–|to|bis|a|à|and|und|y|et)\s?)?(?<amount>{Number})(?:,-|,–)?\s?(?<after>{CurrencyWord}))", Claims.Options, Claims.Timeout)]
    private static partial Regex Money();

    [GeneratedRegex($@"\b(?:costs?|price[ds]?(?:\s+(?:is|at|of))?|pay|for\s+(?:only|just)|kostet|kosten|preis(?:\s+(?:ist|von))?|zum\s+preis\s+von|f(?:ü|ue)r\s+nur|cuestan?|precio(?:\s+(?:es|de))?|por\s+solo|co[uû]tent?|prix(?:\s+(?:est|de))?|pour\s+seulement|total(?:s|\s+(?:is|of|de|von))?|insgesamt|zusammen)\s*:?\s+(?:(?:only|just|nur|solo|seulement|about|around|from|ab|desde)\s+)?(?<amount>{Number})(?!\s*(?:%|x\b|×|-?\s?(?:days?|tage?n?|d[ií]as?|jours?|weeks?|months?|people|persons?|pieces?|st[uü]ck|cm|mm|kg|ml|liters?|l\b|g\b|hours?)))", Claims.Options, Claims.Timeout)]
    private static partial Regex Priced();

    // "The boots are 7.50", "49,-": what has two decimals and is no time and no measure.
    [GeneratedRegex(@"(?=[0-9])(?<!(?:kl\.?|um|von|bis|ab|til|fra|de|from|until|-|–|x|×)\s?)(?<![\p{L}0-9.,:/])(?:[0-9]{1,6},[-–](?!\w)|[0-9]{1,6}[.,][0-9]{2}(?![0-9]|[.,:][0-9]|\s*(?:%|kg|g\b|cm|mm|m\b|l\b|ml\b|h\b|uhr\b|am\b|pm\b|-|–|x\b|×|inch|in\b)))", Claims.Options, Claims.Timeout)]
    private static partial Regex Cents();

    [GeneratedRegex($@"(?<![\p{{L}}0-9.,]){Number}(?![0-9])", Claims.Options, Claims.Timeout)]
    private static partial Regex Bare();
}
