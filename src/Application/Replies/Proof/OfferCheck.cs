using System.Globalization;
using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>
/// Discounts, gifts and codes. Only what shop or page say of themselves counts: a description or a customer may claim anything. A percentage
/// that is no discount (a material) may come from a product.
/// </summary>
internal static partial class OfferCheck
{
    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        foreach (var sentence in draft.Sentences)
        {
            string words = sentence.Words;
            bool isDenied = Claims.IsDenied(words);
            bool isOffer = Discounts().IsMatch(words);
            foreach (var match in Percentages().Matches(words).Cast<Match>())
            {
                string percentage = Number(match);
                if (!(isOffer ? IsPublished(percentage, words, evidence) : IsIn(evidence.ShopText, percentage) || IsIn(evidence.ProductText, percentage))
                    && !(isOffer && ReductionsAround(match, sentence).Any(reduction => IsAbout(percentage, reduction)))
                    && !(isDenied && isOffer && evidence.CustomerText.Contains(percentage, StringComparison.Ordinal)))
                {
                    yield return new Finding(ClaimKind.Discount, $"{percentage} %", "is nowhere in the shop's data");
                }
            }

            var promises = Discounts().IsMatch(evidence.ShopText) ? [] : Promises().Matches(words).Where(promise => !SaysReduced(promise, sentence));
            var halves = HalfPrices().IsMatch(evidence.ShopText) ? [] : HalfPrices().Matches(words).Where(half => !ReductionsAround(half, sentence).Any(reduction => IsAbout("50", reduction)));
            if (!isDenied && halves.Concat(promises).FirstOrDefault() is { } promise)
            {
                yield return new Finding(ClaimKind.Discount, promise.Value, "promises a discount, and the shop's data has none");
            }

            if (!isDenied && Free().Match(words) is { Success: true } free && !IsFree(sentence, evidence))
            {
                yield return new Finding(ClaimKind.Discount, free.Value, "is given away nowhere in the shop's data");
            }

            if (NoFee().Match(words) is { Success: true } noFee && !IsFree(sentence, evidence))
            {
                yield return new Finding(ClaimKind.Discount, noFee.Value, "is nowhere in the shop's data");
            }

            foreach (string code in CodesIn(words).Where(code => !evidence.ShopLines.Any(line => SaysCode().IsMatch(line) && Claims.PlaceOf(code, line, StringComparison.OrdinalIgnoreCase) >= 0)))
            {
                bool isQuoted = isDenied && (evidence.CustomerText.Contains(code, StringComparison.OrdinalIgnoreCase) || evidence.ProductText.Contains(code, StringComparison.OrdinalIgnoreCase));
                if (!isQuoted && (SaysCode().IsMatch(words) || !IsProductNumber(code, evidence)))
                {
                    yield return new Finding(ClaimKind.Code, code, "is no code that the shop has published");
                }
            }
        }
    }

    /// <summary>The shop has it, and the answer says something of what the shop gives it for: "10% off the first order" is not "10% off everything".</summary>
    private static bool IsPublished(string percentage, string words, Evidence evidence) => evidence.ShopLines.Any(line =>
        IsIn(line, percentage) && (ConditionsIn(line).Intersect(ConditionsIn(words)).Any() || !ConditionsIn(line).Any()));

    private static IEnumerable<string> ConditionsIn(string text) =>
        Subject().Matches(Discounts().Replace(text, " ")).Select(match => match.Value[..4].ToLowerInvariant()).Concat(BareCodes().Matches(text).Select(match => match.Value));

    private static bool IsIn(string text, string percentage) => Percentages().Matches(text).Any(own => Number(own) == percentage);

    private static string Number(Match percentage) => percentage.Groups["number"].Value.Replace(',', '.');

    /// <summary>In percent, of the products that words at this place may be about. What is given to the customer is none of these.</summary>
    private static IEnumerable<decimal> ReductionsAround(Match words, Sentence sentence) =>
        Gives().IsMatch(sentence.Words) ? [] : sentence.Around(words.Index).SelectMany(product => product.Variants).Select(variant => variant.Reduction).OfType<decimal>();

    /// <summary>Rounded to whole percents, or down.</summary>
    private static bool IsAbout(string percentage, decimal reduction) =>
        decimal.TryParse(percentage, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal said) && (said == Math.Floor(reduction) || said == Math.Round(reduction));

    /// <summary>"Is on sale" is true of a product that costs less than before. That is no promise of anything else.</summary>
    private static bool SaysReduced(Match promise, Sentence sentence) => OnSale().IsMatch(promise.Value) && ReductionsAround(promise, sentence).Any();

    /// <summary>What looks like a code: behind the word "code" anything in capitals or with digits, elsewhere capitals with digits at their end.</summary>
    private static IEnumerable<string> CodesIn(string words) =>
        (SaysCode().IsMatch(words) ? Tokens().Matches(words) : BareCodes().Matches(words)).Select(match => match.Value)
            .Concat(Entered().Matches(words).Select(match => match.Groups["code"].Value)).Where(token => token.Any(char.IsAsciiLetter)).Distinct(StringComparer.Ordinal);

    private static bool IsProductNumber(string code, Evidence evidence) => evidence.Products.Any(product =>
        product.Title.Contains(code, StringComparison.OrdinalIgnoreCase)
        || product.Variants.Any(variant => variant.Title.Contains(code, StringComparison.OrdinalIgnoreCase) || variant.Sku?.Contains(code, StringComparison.OrdinalIgnoreCase) == true));

    /// <summary>What the shop says is free is so on its conditions: an amount that it names has to be named along, or reached by one that is.</summary>
    private static bool IsFree(Sentence sentence, Evidence evidence)
    {
        if (Evidence.PricesOfAll(sentence).Any(price => price.Amount == 0))
        {
            return true;
        }

        var own = evidence.ShopLines.Where(line => Free().IsMatch(line)).ToList();
        bool isShipping = Shipping().IsMatch(sentence.Words) || (GoesOn().IsMatch(sentence.Words) && Shipping().IsMatch(sentence.Before));
        var same = own.Where(line => isShipping ? Shipping().IsMatch(line) : Subjects(line).Intersect(Subjects(sentence.Words), StringComparer.OrdinalIgnoreCase).Any()).ToList();

        // That the title speaks of shipping says little about what a sentence below it calls free, unless it names a condition.
        return same.Exists(line => Amount.In(line) is var conditions && ((conditions.Count == 0 && !evidence.TitledLines.Contains(line)) || conditions.Any(condition => Amount.In(sentence.Words).Any(said => said.Value == condition.Value || (said.Value > condition.Value && From().IsMatch(line))))));
    }

    private static IEnumerable<string> Subjects(string line) => Subject().Matches(line).Select(match => match.Value[..Math.Min(match.Length, 5)]);

    [GeneratedRegex(@"(?<![0-9.,])(?<number>[0-9]{1,3}(?:[.,][0-9]+)?)\s?(?:%|percent\b|per\s+cent\b|prozent\b|por\s+ciento\b|pour\s+cent\b)", Claims.Options, Claims.Timeout)]
    private static partial Regex Percentages();

    [GeneratedRegex(@"\b(?:discount\w*|off|sale|save|saving\w*|reduced|reduction|rebate|cheaper|promo\w*|special\s+(?:offer|price)|deal|rabatt\w*|nachlass|reduziert|sparen|erm(?:ä|ae)(?:ß|ss)ig\w*|angebotspreis|sonderpreis|descuento\w*|rebaja\w*|oferta|ahorra\w*|r[eé]duction\w*|remise\w*|solde\w*|rabais|[eé]conomis\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Discounts();

    [GeneratedRegex(@"\bhalf\s+(?:the\s+)?(?:price|off)\b|\b(?:buy|get)\s+(?:one|two|1|2)\W+get\s+(?:one|1)\b|\b(?:2|two|3|three)\s+for\s+(?:1|one|2|two)\b|\b(?:zum\s+)?halben\s+preis\b|\bmitad\s+de\s+precio\b|\b[aà]\s+moiti[eé]\s+prix\b", Claims.Options, Claims.Timeout)]
    private static partial Regex HalfPrices();

    // Giving one, as opposed to talking about it.
    [GeneratedRegex(@"\b(?:give|offer|get|receive|apply|applied|enjoy|have|grant|take|knock|gebe|geben|gew(?:ä|ae)hre\w*|bekommen|erhalten|biete\w*|doy|damos|ofre\w+|tiene[sn]?|aplic\w+|offr\w+|faire|fais|accord\w+|b[eé]n[eé]fici\w+)\b[^.!?]{0,40}\b(?:discount\w*|rebate|money\s+off|special\s+price|better\s+price|lower\s+price|(?:staff|employees?|colleagues?|members?|friends?(?:hip)?|wholesale|old|family)['’]?s?\s+price|mitarbeiterpreis|freundschaftspreis|precio\s+de\s+(?:amigo|empleado)|prix\s+(?:d['’]ami|employ[eé])|rabatt\w*|nachlass|sonderpreis|descuento\w*|rebaja\w*|mejor\s+precio|r[eé]duction\w*|remise\w*|rabais|meilleur\s+prix)\b|\b(?:rabatt\w*|nachlass|sonderpreis|descuento|remise)\b[^.!?]{0,30}\b(?:geben|anbieten|gew(?:ä|ae)hren|machen|bekommen|erhalten|dar|hacer|faire|accorder)\b|\bprice[- ]match\w*|\b(?:match|beat)\b[^.!?]{0,30}\bprices?\b|\b(?:is|are|was)\s+(?:now\s+)?(?:on\s+sale|reduced|discounted)\b|\b(?:ist|sind)\s+(?:jetzt\s+)?(?:im\s+angebot|reduziert)\b|\best[aá]n?\s+(?:de\s+oferta|rebajad[oa]s?)\b|\ben\s+(?:solde|promotion)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Promises();

    [GeneratedRegex(@"\b(?:(?:i|we)(?:\s+(?:can|could|will|would)|['’](?:ll|d))?\s+(?:give|offer|do|take|knock)|you(?:\s+(?:can|will)|['’]ll)?\s+(?:get|receive|have)|for\s+you|gebe|geben|biete|bieten|bekommen|erhalten|puedo|podemos|doy|damos|(?:je|nous)\s+(?:peux|pouvons|vous))\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Gives();

    [GeneratedRegex(@"\b(?:on\s+sale|reduced|discounted|im\s+angebot|reduziert|de\s+oferta|rebajad[oa]s?|en\s+(?:solde|promotion))$", Claims.Options, Claims.Timeout)]
    private static partial Regex OnSale();

    [GeneratedRegex(@"(?<!\bfeel\s)(?<!-)(?<!\bis\s)(?<!\b(?:fragrance|perfume|sugar|gluten|lactose|dairy|fat|cruelty|oil|alcohol|plastic|bpa|pfas|paraben|silicone|latex|nickel|lead|rust|wrinkle|hands?|stress|worry|risk|duty|scent|residue|lint)\s)\b(?:free)\b(?!-|\s+(?:to|from(?!\s*[$€£]?\s?[0-9])|of\s+(?:pfas|plastic))\b)|\bfree\s+of\s+charge\b|\b(?:is|are)\s+free\b(?!\s+(?:to|of)\b)|\b(?:gratis|kostenlos\w*|kostenfrei\w*|umsonst|geschenkt|gratuit\w*|regalo|regalamos|offert[es]*|on\s+the\s+house|no\s+charge)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Free();

    [GeneratedRegex(@"\b(?:no|without\s+any|zero)\s+(?:\w+\s+){0,2}(?:fees?|charges?|costs?)\b|\bkeine\w*\s+(?:\w+\s+)?\w*(?:geb(?:ü|ue)hr\w*|kosten)\b|\bsin\s+(?:costes?|gastos|cargos?)\b|\bsans\s+frais\b", Claims.Options, Claims.Timeout)]
    private static partial Regex NoFee();

    [GeneratedRegex(@"\b(?:ship\w*|deliver\w*|postage|versand\w*|liefer\w*|env[ií]o\w*|livraison\w*|port)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Shipping();

    [GeneratedRegex(@"\b(?:over|above|from|at\s+least|more\s+than|ab|(?:ü|ue)ber|mindestens|desde|a\s+partir|m[aá]s\s+de|d[eè]s|plus\s+de)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex From();

    [GeneratedRegex(@"\b(?:it|it['’]s|that['’]s|this|er|sie|es|das|lo|es|il|elle|c['’]est)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex GoesOn();

    [GeneratedRegex(@"\b\p{L}{5,}\b", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Subject();

    [GeneratedRegex(@"\b(?:codes?|coupons?|vouchers?|promo\s?codes?|gutschein(?:code)?s?|rabattcodes?|c[oó]digos?|cup(?:ó|o)n(?:es)?|codes?\s+promo)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysCode();

    [GeneratedRegex(@"\b(?=[A-Z0-9_-]*[A-Z])[A-Z0-9][A-Z0-9_-]{3,}\b|\b(?=[A-Za-z0-9_-]*[0-9])(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9_-]{3,}\b", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"\b[A-Z]{3,}-?[0-9]{1,4}\b|\b(?=[A-Z0-9-]*[0-9])[A-Z][A-Z0-9-]*[A-Z][A-Z0-9-]{2,}\b", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex BareCodes();

    // "Just enter FROST when you pay": no digits, and nothing that calls it a code.
    [GeneratedRegex(@"\b(?i:enter|type(?:\s+in)?|use|apply|eingeben|geben\s+sie|gib|introduzca|introduce|utilice|saisissez|entrez|utilisez|skriv(?:\s+inn)?|bruk)\s+(?<code>[A-Z0-9][A-Z0-9_-]{3,})\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Claims.Timeout)]
    private static partial Regex Entered();
}
