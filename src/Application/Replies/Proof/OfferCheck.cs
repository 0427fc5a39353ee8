using System.Globalization;
using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>
/// Discounts. Only what shop or page say of themselves counts, for what they say it of: a description or a customer may claim anything. A
/// percentage that is no discount (a material) may come from a product.
/// </summary>
internal static partial class OfferCheck
{
    private const int Stem = 4;

    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        foreach (var sentence in draft.Sentences)
        {
            string words = sentence.Words;
            bool isOffer = Discounts().IsMatch(words);
            foreach (var match in Percentages().Matches(words).Cast<Match>())
            {
                string percentage = Number(match);
                if (!(isOffer ? IsPublished(words, evidence, line => IsIn(line.Text, percentage)) : IsIn(evidence.ShopText, percentage) || IsIn(evidence.ProductText, percentage))
                    && !(isOffer && ReductionsAround(match, sentence).Any(reduction => IsAbout(percentage, reduction)))
                    && !(Denial.IsAt(words, match.Index) && evidence.CustomerText.Contains(percentage, StringComparison.Ordinal)))
                {
                    yield return new Finding(ClaimKind.Discount, $"{percentage} %", "is nowhere in the shop's data");
                }
            }

            var promised = Promises().Matches(words).Where(promise => !SaysReduced(promise, sentence))
                .Concat(HalfPrices().Matches(words).Where(half => !ReductionsAround(half, sentence).Any(reduction => IsAbout("50", reduction))))
                .FirstOrDefault(promise => !Denial.IsAt(words, promise.Index));
            if (promised is not null && !IsPublished(words, evidence, line => !line.IsDenial && SaysDiscount(line)))
            {
                yield return new Finding(ClaimKind.Discount, promised.Value, "promises a discount that the shop's data does not have");
            }
        }
    }

    /// <summary>Whether a text speaks of a discount.</summary>
    public static bool SaysDiscount(string text) => Discounts().IsMatch(text) || HalfPrices().IsMatch(text);

    public static bool SaysDiscount(ShopLine line) => line.Says(Discounts()) || line.Says(HalfPrices());

    /// <summary>The shop has it, and the answer says something of what the shop gives it for: "10% off the first order" is not "10% off everything".</summary>
    private static bool IsPublished(string words, Evidence evidence, Func<ShopLine, bool> isSaid) => evidence.ShopLines.Any(line =>
        isSaid(line) && !SaysMore(words, line) && (ConditionsIn(line.Text).Intersect(ConditionsIn(words)).Any() || !ConditionsIn(line.Text).Any()));

    /// <summary>It makes an offer for something one for everything.</summary>
    public static bool SaysMore(string words, ShopLine line) => Everything().IsMatch(words) && !line.Says(Everything());

    /// <summary>What the shop's own discounts make of a price, where the sentence speaks of one: "with WELCOME5 it is 84.90", above what an order has to come to.</summary>
    public static IEnumerable<Func<decimal, decimal?>> Reductions(Sentence sentence, Evidence evidence)
    {
        foreach (var line in evidence.ShopLines.Where(line => SaysDiscount(line) && !line.IsDenial && ConditionsIn(line.Text).Intersect(ConditionsIn(sentence.Words)).Any()))
        {
            decimal least = line.Thresholds.Select(threshold => threshold.Value).DefaultIfEmpty().Max();
            foreach (decimal off in line.Fees.Select(fee => fee.Value))
            {
                yield return price => price >= least ? price - off : null;
            }

            foreach (var percentage in Percentages().Matches(line.Text).Cast<Match>())
            {
                decimal share = decimal.Parse(Number(percentage), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) / 100;
                yield return price => price >= least ? Math.Round(price * (1 - share), 2, MidpointRounding.AwayFromZero) : null;
            }
        }
    }

    private static IEnumerable<string> ConditionsIn(string text) =>
        Subject().Matches(Discounts().Replace(text, " ")).Select(match => match.Value[..Stem].ToLowerInvariant()).Concat(Codes().Matches(text).Select(match => match.Value));

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

    [GeneratedRegex(@"(?<![0-9.,])(?<number>[0-9]{1,3}(?:[.,][0-9]+)?)[\s-]{0,2}(?:%|percent\b|per\s+cent\b|prozent\b|por\s+ciento\b|pour\s+cent\b)", Claims.Options, Claims.Timeout)]
    private static partial Regex Percentages();

    [GeneratedRegex(@"\b(?:discount\w*|off|sale|save|saving\w*|reduced|reduction|rebate|cheaper|promo\w*|special\s+(?:offer|price)|deal|rabatt\w*|nachlass|reduziert|sparen|erm(?:ä|ae)(?:ß|ss)ig\w*|angebotspreis|sonderpreis|descuento\w*|rebaja\w*|oferta|ahorra\w*|r[eé]duction\w*|remise\w*|solde\w*|rabais|[eé]conomis\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Discounts();

    [GeneratedRegex(@"(?:\bhalf|½)[\s-]+(?:the\s+)?(?:price|off)\b|\bbogo\b|\b(?:second|2nd|third|3rd)\b[^.!?]{0,40}\b(?:half|free)\b(?!-)|\b(?:(?:buy|take)\s+(?:one|two|three|[1-3]))\b[^.!?]{0,40}\b(?:third|second|fourth|one)\s+(?:\w+\s+)?(?:free|half)\b|\b(?:zwei|2)\s+zum\s+preis\s+von\s+(?:einem|einer|1)\b|\b(?:dos|2|tres|3)(?:\s?por\s?|x)(?:uno|una|1|dos|2)\b(?!\s?(?:m|cm|l)\b|[.,][0-9])|\b(?:deux|2)\s+pour\s+(?:le\s+prix\s+d[’]un|une?|1)|\b(?:buy|get)\s+(?:one|two|1|2)\W+get\s+(?:one|1)\b|\b(?:2|two|3|three)[\s-]+for[\s-]+(?:1|one|2|two)(?!\s+(?:people|persons?|nights?|days?))\b|\b(?:zum\s+)?halben\s+preis\b|\bmitad\s+de(?:l)?\s+precio\b|\b[aà]\s+moiti[eé]\s+prix\b", Claims.Options, Claims.Timeout)]
    private static partial Regex HalfPrices();

    // Giving one, as opposed to talking about it.
    [GeneratedRegex(@"\b(?:give|offer|get|receive|apply|applied|enjoy|have|grant|take|knock|gebe|geben|gew(?:ä|ae)hre\w*|bekommen|erhalten|biete\w*|doy|damos|ofre\w+|tiene[sn]?|aplic\w+|offr\w+|faire|fais|accord\w+|b[eé]n[eé]fici\w+)\b[^.!?]{0,40}\b(?:discount\w*|rebate|money\s+off|special\s+price|better\s+price|lower\s+price|(?:staff|employees?|colleagues?|members?|friends?(?:hip)?|wholesale|old|family)['’]?s?\s+price|mitarbeiterpreis|freundschaftspreis|precio\s+de\s+(?:amigo|empleado)|prix\s+(?:d['’]ami|employ[eé])|rabatt\w*|nachlass|sonderpreis|descuento\w*|rebaja\w*|mejor\s+precio|r[eé]duction\w*|remise\w*|rabais|meilleur\s+prix)\b|\b(?:rabatt\w*|nachlass|sonderpreis|descuento|remise)\b[^.!?]{0,30}\b(?:geben|anbieten|gew(?:ä|ae)hren|machen|bekommen|erhalten|dar|hacer|faire|accorder)\b|\b(?:(?:a|one)\s+)(?:third|quarter|fifth|tenth)\s+(?:off|less|cheaper)\b|\b(?:ein|einem)\s+(?:drittel|viertel|f(?:ü|ue)nftel)\s+(?:weniger|g(?:ü|ue)nstiger|rabatt)\b|\bun(?:a|e)?\s+(?:tercio|cuarto|quinta\s+parte|tiers|quart)\s+(?:menos|moins|de\s+(?:descuento|remise))\b|\bmarked\s+down\b|\bpay(?:s|ing)?\s+less\b|\bzahl\w+\s+(?:\w+\s+){0,2}weniger\b|\bpaga[nrs]?\s+menos\b|\bpa(?:yez|ient|ie)\s+moins\b|\b(?:big|great|huge)\s+savings?\b|\bsavings?\s+on\b|\b(?:give|get|offer|make|do)\b[^.!?]{0,20}\bbetter\s+deal\b|\bsale\s+is\s+on\b|\b(?:summer|winter|spring|autumn|flash|clearance|black\s+friday|end[- ]of[- ]season)\s+sale\b|\bprice\s+(?:goes|comes|drops?)\s+(?:down|by)\b|\b(?:cheaper|g(?:ü|ue)nstiger|billiger|m(?:á|a)s\s+barat[oa]s?|moins\s+ch(?:è|e)re?s?)\s+(?:today|now|this\s+(?:week|month)|at\s+the\s+moment|heute|jetzt|diese\s+woche|diesen\s+monat|hoy|ahora|esta\s+semana|este\s+mes|aujourd.hui|cette\s+semaine|ce\s+mois)\b|\b(?:today|now|this\s+(?:week|month)|heute|diese\s+woche|hoy|esta\s+semana)\b[^.!?]{0,30}\b(?:cheaper|g(?:ü|ue)nstiger|billiger|m(?:á|a)s\s+barat[oa]s?)(?!\s+(?:than|als|que))\b|\b(?:sommer|winter)schlussverkauf\b|\bsparpreis\w*|\bcheaper\s+elsewhere\b|\b(?:best|low(?:est)?)[- ]price\s+guarantee\b|\bprice\s+guarantee\b|\bbestpreisgarantie\b|\bprice[- ]match\w*|\b(?:match|beat)\b[^.!?]{0,30}\bprices?\b|\b(?:is|are|was)\s+(?:now\s+)?(?:on\s+sale|reduced|discounted)\b|\b(?:ist|sind)\s+(?:jetzt\s+)?(?:im\s+angebot|reduziert)\b|\best[aá]n?\s+(?:de\s+oferta|rebajad[oa]s?)\b|\ben\s+(?:solde|promotion)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Promises();

    [GeneratedRegex(@"\b(?:(?:i|we)(?:\s+(?:can|could|will|would)|['’](?:ll|d))?\s+(?:give|offer|do|take|knock)|you(?:\s+(?:can|will)|['’]ll)?\s+(?:get|receive|have)|for\s+you|gebe|geben|biete|bieten|bekommen|erhalten|puedo|podemos|doy|damos|(?:je|nous)\s+(?:peux|pouvons|vous))\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Gives();

    [GeneratedRegex(@"\b(?:on\s+sale|marked\s+down|reduced|discounted|im\s+angebot|reduziert|de\s+oferta|rebajad[oa]s?|en\s+(?:solde|promotion))$", Claims.Options, Claims.Timeout)]
    private static partial Regex OnSale();

    [GeneratedRegex(@"\b\p{L}{5,}\b", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Subject();

    [GeneratedRegex(@"\b[A-Z]{3,}-?[0-9]{1,4}\b|\b(?=[A-Z0-9-]*[0-9])[A-Z][A-Z0-9-]*[A-Z][A-Z0-9-]{2,}\b", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Codes();

    [GeneratedRegex(@"\b(?:everything|anything|everyone|anyone|(?:every|any|each)\s+(?:order|purchase|product|item|time|customer)|all\s+(?:orders|products|items|customers)|always|as\s+often|again|alles|jede\w*\s+(?:bestellung|einkauf|produkt|kund\w*)|alle\w*\s+(?:bestellungen|produkte|kunden)|immer|beliebig\s+oft|todos?\s+(?:los\s+)?(?:pedidos|productos|clientes)|cada\s+pedido|siempre|tou(?:te)?s\s+(?:les\s+)?(?:commandes|produits|articles|clients)|chaque\s+commande|toujours)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Everything();
}
