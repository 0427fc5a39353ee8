using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>Codes for discounts: those that the shop has published, and no others, whoever speaks of them and however they are written.</summary>
internal static partial class CodeCheck
{
    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        foreach (string words in draft.Sentences.Select(sentence => sentence.Words))
        {
            foreach (string code in CodesIn(words).Where(code => !evidence.ShopLines.Any(line => line.Says(SaysCode()) && Claims.PlaceOf(code, line.Text, StringComparison.OrdinalIgnoreCase) >= 0 && (Denial.IsIn(words) || !OfferCheck.SaysMore(words, line)))))
            {
                bool isQuoted = Denial.IsAt(words, Math.Max(0, words.IndexOf(code, StringComparison.Ordinal))) && (IsSaidIn(evidence.CustomerText, code) || IsSaidIn(evidence.ProductText, code));
                if (!isQuoted && (SaysCode().IsMatch(words) || !IsProductNumber(code, evidence)))
                {
                    yield return new Finding(ClaimKind.Code, code, "is no code that the shop has published");
                }
            }
        }
    }

    private static bool IsSaidIn(string text, string code) => text.Contains(code, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// What looks like a code: where codes are spoken of anything in capitals or with digits, what stands in quotes, and what is called one or is
    /// to be typed in; elsewhere capitals with digits at their end.
    /// </summary>
    private static IEnumerable<string> CodesIn(string words) =>
        (SaysCode().IsMatch(words) ? Tokens().Matches(words).Concat(Called().Matches(words)) : BareCodes().Matches(words)).Concat(Entered().Matches(words)).Concat(Spelled().Matches(words))
            .Select(match => match.Groups["code"] is { Success: true } code ? code.Value : match.Value).Where(token => token.Any(char.IsLetter)).Distinct(StringComparer.Ordinal);

    /// <summary>An article number, a size, or a rating that a description gives without speaking of codes ("IPX4").</summary>
    private static bool IsProductNumber(string code, Evidence evidence) => evidence.Products.Any(product =>
        product.Title.Contains(code, StringComparison.OrdinalIgnoreCase)
        || product.Variants.Any(variant => variant.Title.Contains(code, StringComparison.OrdinalIgnoreCase) || variant.Sku?.Contains(code, StringComparison.OrdinalIgnoreCase) == true)
        || Claims.PlaceOf(code, product.Description) is >= 0 and var at && !IsAdvertised(product.Description, at));

    /// <summary>The sentence of a description that speaks of it offers something.</summary>
    private static bool IsAdvertised(string description, int at)
    {
        int start = description.LastIndexOfAny(['.', '!', '?', '\n'], at) + 1, end = description.IndexOfAny(['.', '!', '?', '\n'], at);
        string sentence = description[start..(end < 0 ? description.Length : end)];
        return SaysCode().IsMatch(sentence) || OfferCheck.SaysDiscount(sentence) || Entered().IsMatch(sentence) || sentence.Contains('%', StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b(?:codes?|coupons?|vouchers?|promo\s?codes?|(?:promo\w*|secret|magic|pass)\s?words?|code\s?words?|codewort|gutschein\w*|rabattcodes?|c[oó]digos?|cup(?:ó|o)n(?:es)?|codes?\s+promo|bons?\s+de\s+r[eé]duction)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysCode();

    [GeneratedRegex(@"\b(?=[A-Z0-9_-]*[A-Z])[A-Z0-9][A-Z0-9_-]{3,}\b|\b(?=[A-Za-z0-9_-]*[0-9])(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9_-]{3,}\b", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"\b[A-Z]{3,}-?[0-9]{1,4}\b|\b(?=[A-Z0-9-]*[0-9])[A-Z][A-Z0-9-]*[A-Z][A-Z0-9-]{2,}\b", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex BareCodes();

    // "Just enter FROST when you pay": no digits, and nothing that calls it a code.
    [GeneratedRegex(@"\b(?i:enter|type(?:\s+in)?|use|apply|eingeben|geben\s+sie|gib|introduzca|introduce|utilice|saisissez|entrez|utilisez|skriv(?:\s+inn)?|bruk)\s+(?<code>[A-Z0-9][A-Z0-9_-]{3,})\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Claims.Timeout)]
    private static partial Regex Entered();

    // "The word welcome", in small letters or in quotes.
    [GeneratedRegex(@"[""“„«‘](?<code>[^""“”„»’\n]{3,30})[""“”»’]|\b(?:codes?|word|coupons?|vouchers?|gutscheincode|codewort|kennwort|wort|c[oó]digo|palabra|mot)\b(?:\s+(?:is|ist|lautet|es|est|called))?\s*:?\s+(?!(?:like|as|such|so|or|not|codes?|coupons?|vouchers?|promo\w*|at|in|into|for|to|on|you|your|when|is|are|and|or|that|this|which|field|box|here|there|from|of|with|by|i|we|the|a|an|works?|worked|yet|myself|could|can|will|has|have|if|as|online|during|before|after|please|sorry|offers?|discounts?|active|available|right|now|currently|today|that['’]s|name|names|bei|beim|im|in|an|f(?:ü|ue)r|und|oder|den|der|die|das|ich|wir|sie|kann|k(?:ö|oe)nnen|eingeben|gibt|haben|leider|derzeit|aktuell|en|al|para|que|de|del|y|o|no|descuento|promocional|actualmente|au|aux|pour|promo\w*|la|le|les|et|ou|ne|à|du|lors|actuellement)\b)(?<code>\p{L}[\p{L}0-9_-]{2,})", Claims.Options, Claims.Timeout)]
    private static partial Regex Called();

    // "T-R-A-I-L-2-0".
    [GeneratedRegex(@"(?<![\p{L}0-9-])(?:[A-Z0-9][-. ]){4,}[A-Z0-9](?![\p{L}0-9-])", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Spelled();
}
