using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>Amounts that an answer reckons from others: so many of a product, a sum, what is left, a share, the price of one of a pack.</summary>
internal static partial class Reckoning
{
    private const int MaxParts = 6, MaxSums = 4000;
    private const int MostOfOne = 99;

    public static bool SaysDifference(string words) => Difference().IsMatch(words);

    /// <summary>It can be had from what the text names, in a way that the sentence speaks of.</summary>
    public static bool Explains(Amount amount, Sentence sentence, Reckoned known, Evidence evidence)
    {
        if (IsMultiple(amount, sentence) || IsMultipleOfFee(amount, sentence, evidence) || IsShare(amount, sentence, known.Spelled) || IsOfOne(amount, sentence))
        {
            return true;
        }

        if (!IsOnePrice(amount, sentence) && (IsSum(amount, sentence) || Totals(known.Spelled, known.Counts).Contains(amount.Value) || WithCharge(amount, sentence, known.Spelled, evidence)))
        {
            return true;
        }

        if (OfferCheck.Reductions(sentence, evidence).Any(reduce => Evidence.PricesOfAll(sentence).Any(price => amount.Fits(price.Currency) && reduce(price.Amount) == amount.Value)))
        {
            return true;
        }

        List<decimal> goods = [.. known.Spelled, .. known.Earlier, .. PricesIn(sentence, known.Counts)];
        return (Difference().IsMatch(sentence.Words) && IsDifference(amount.Value, goods, evidence.CustomerAmounts.Concat(evidence.ShopLines.SelectMany(line => line.Thresholds))))
            || (Back().IsMatch(sentence.Words) && IsDifference(amount.Value, goods, evidence.ShopFees) && !IsOnePrice(amount, sentence));
    }

    /// <summary>A single product's price, whatever other amounts it is a sum of: "the Alder costs 378 EUR".</summary>
    private static bool IsOnePrice(Amount amount, Sentence sentence) =>
        AmountRoles.IsPriceOf(amount, sentence) && sentence.Mentions.DistinctBy(mention => mention.Product).Count() == 1 && !MoneyCheck.AddsUp(sentence.Words)
        && !Numerals.SmallIn(sentence.Words.Replace(sentence.Mentions[0].Product.Title, " ", StringComparison.OrdinalIgnoreCase)).Any(number => number is > 1 and <= MostOfOne);

    /// <summary>"2 x Stove = 89.80 EUR", "two of the stoves come to 89.80 EUR": so many of the product that is counted.</summary>
    private static bool IsMultiple(Amount amount, Sentence sentence)
    {
        string before = sentence.Words[..amount.At];
        return Counted().Matches(before).Any(count => Math.Max(Numerals.Of(count.Groups["count"].Value), int.TryParse(count.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0) is > 1 and <= MostOfOne and var times
            && !sentence.Mentions.Any(mention => mention.At < count.Index && Claims.PlaceOf(count.Value.Trim(), mention.Product.Title, StringComparison.OrdinalIgnoreCase) >= 0)
            && sentence.Around(Math.Min(count.Index + count.Length, amount.At)).SelectMany(product => MoneyCheck.PricesAt(amount, sentence, product)).Any(price => price.Amount * times == amount.Value && amount.Fits(price.Currency)));
    }

    /// <summary>"Sharpening three knives costs 22.50", "gift wrapping for [P3] and [P5] is 7.00": one of the shop's fees for each.</summary>
    private static bool IsMultipleOfFee(Amount amount, Sentence sentence, Evidence evidence)
    {
        var counts = Numerals.SmallIn(sentence.Words[..amount.At]).Append(sentence.Mentions.DistinctBy(mention => mention.Product).Count()).Where(count => count is > 1 and <= MostOfOne).ToList();
        return counts.Count > 0 && !AmountRoles.IsPriceOf(amount, sentence)
            && evidence.ShopFees.Any(fee => amount.Fits(fee.Currency) && counts.Exists(count => fee.Value * count == amount.Value) && MoneyCheck.IsFeeNamed(fee with { At = amount.At }, sentence, evidence));
    }

    /// <summary>"3 monthly instalments of 143 EUR": so many of them are an amount that was named, to the cent.</summary>
    private static bool IsShare(Amount amount, Sentence sentence, List<decimal> spelled) => Share().IsMatch(sentence.Words)
        && Numerals.SmallIn($"{sentence.Before} {sentence.Words}").Where(parts => parts is > 1 and <= MostOfOne).Any(parts => spelled.Exists(whole => IsPart(amount.Value, parts, whole)));

    /// <summary>"Your order would be 30.00", "two stools and a lamp make 187": everything that is named, or was asked for, each so many times as the sentence says.</summary>
    private static bool IsSum(Amount amount, Sentence sentence)
    {
        string before = sentence.Words[..amount.At];
        if (!(Order().IsMatch(before) || Plural().IsMatch(before) || With().IsMatch(before) || AmountRoles.IsTotal(amount, sentence) || MoneyCheck.AddsUp(sentence.Words))
            || sentence.About.Select(mention => mention.Product).Distinct().ToList() is not { Count: > 1 and <= MaxParts } goods)
        {
            return false;
        }

        var counts = Numerals.SmallIn(goods.Aggregate(before, (text, product) => text.Replace(product.Title, " ", StringComparison.OrdinalIgnoreCase))).Where(count => count is > 1 and <= MostOfOne).Append(1).Distinct().ToList();
        return goods.Aggregate((IEnumerable<decimal>)[0m], (sums, product) => sums.SelectMany(sum => MoneyCheck.PricesAt(amount, sentence, product).SelectMany(price => counts.Select(count => sum + (count * price.Amount)))).Distinct().Take(MaxSums)).Contains(amount.Value);
    }

    /// <summary>"1.10 a pouch" of a pack of 24: its price by the number that its form or its name has.</summary>
    private static bool IsOfOne(Amount amount, Sentence sentence) => Per().IsMatch(sentence.Words) && sentence.About.SelectMany(mention => mention.Product.Variants.Select(form => (form.Price, Name: $"{mention.Product.Title} {form.Title}")))
        .Any(form => form.Price is { } price && amount.Fits(price.Currency) && Numerals.SmallIn(form.Name).Any(parts => parts > 1 && IsPart(amount.Value, parts, price.Amount)));

    /// <summary>To the cent.</summary>
    private static bool IsPart(decimal part, int parts, decimal whole) => Math.Abs((part * parts) - whole) <= parts * 0.005m;

    /// <summary>"With delivery you come to 27.95": what was named, or a product that is named here, and one of the shop's fees for that.</summary>
    private static bool WithCharge(Amount amount, Sentence sentence, List<decimal> spelled, Evidence evidence)
    {
        bool isSent = Charge().IsMatch(sentence.Words);
        if (GiftCheck.SaysFree(sentence.Words) || (isSent && !With().IsMatch(sentence.Words) && !AmountRoles.IsTotal(amount, sentence)))
        {
            return false;
        }

        List<decimal> goods = sentence.Mentions.DistinctBy(mention => mention.Product).Count() == 1
            ? [.. MoneyCheck.PricesAt(amount, sentence, sentence.Mentions[0].Product).Select(price => price.Amount), .. spelled]
            : spelled;
        return evidence.ShopFees.Any(fee => goods.Exists(good => good + fee.Value == amount.Value)
            && (isSent ? MoneyCheck.IsFeeOf(fee with { At = amount.At }, sentence, evidence) : MoneyCheck.IsFeeNamed(fee with { At = amount.At }, sentence, evidence)));
    }

    /// <summary>Of what is spoken of, now and before, each so many times as the sentence says.</summary>
    private static IEnumerable<decimal> PricesIn(Sentence sentence, List<int> counts)
    {
        var said = Numerals.SmallIn(sentence.Words).Intersect(counts).Append(1).ToList();
        return Evidence.PricesOfAll(sentence).SelectMany(price => said.Select(count => price.Amount * count)).Concat(sentence.About.SelectMany(mention => Evidence.EarlierPricesOf(mention.Product)).Select(price => price.Amount));
    }

    /// <summary>What the amounts that the text spells out come to: each so many times as it says, and several of them together or apart.</summary>
    private static HashSet<decimal> Totals(List<decimal> spelled, List<int> counts)
    {
        var parts = spelled.Distinct().Take(MaxParts).ToList();
        var multiples = parts.SelectMany(part => counts.Select(count => part * count)).ToList();
        var totals = new HashSet<decimal>(multiples);
        for (int chosen = 1; chosen < 1 << parts.Count; chosen++)
        {
            decimal sum = parts.Where((_, i) => (chosen & (1 << i)) != 0).Sum();
            if (int.PopCount(chosen) > 1)
            {
                totals.Add(sum);
            }

            totals.UnionWith(multiples.Select(multiple => multiple + sum));
        }

        // The same thing twice.
        totals.UnionWith(spelled.GroupBy(part => part).Where(same => same.Count() > 1).Select(same => same.Key * same.Count()));
        return totals;
    }

    /// <summary>Between two of the goods, or between one of them and the customer's budget or a fee or threshold of the shop's.</summary>
    private static bool IsDifference(decimal amount, List<decimal> goods, IEnumerable<Amount> others) =>
        goods.Concat(others.Select(other => other.Value)).ToHashSet() is var all && goods.Exists(one => all.Contains(one + amount) || all.Contains(one - amount));

    // Right before the amount: what several things cost.
    [GeneratedRegex(@"\b(?:are|make|makes|come\s+to|cost|would\s+be|sind|kosten|machen|ergeben|w(?:ä|ae)ren|son|cuestan|suman|hacen|ser[ií]an|sont|font|co[uû]tent|seraient)\s+(?:(?:only|just|nur|solo|seulement)\s+)?[^0-9\p{L}]{0,3}(?:[A-Z]{3}\s?)?$", Claims.Options, Claims.Timeout)]
    private static partial Regex Plural();

    // "2 x", "two sets of", "dos afinadores"; not "for 2 persons", "size 38", "4-season".
    [GeneratedRegex(@"(?<![\p{L}0-9.,:/-])(?<count>[0-9]{1,2}|\p{L}{2,12})(?:\s?[x×]\s|\s+(?=\p{L}{2}|\[P|[0-9]{1,3}[- ]?\p{L}{2})(?!(?:persons?|people|man|men|personen|personas|personnes|days?|weeks?|months?|years?|hours?|nights?|tage\w*|wochen|monate\w*|jahre\w*|d[ií]as|semanas|meses|años|jours|semaines|mois|ans|litres?|liters?|kg|cm|mm|ml|inch\w*|watts?|doors?|pockets?|eur|usd|gbp|chf|euros?|dollars?|pounds?|franken|francs?|and|und|y|et|or|oder|to|bis)\b))", Claims.Options, Claims.Timeout)]
    private static partial Regex Counted();

    [GeneratedRegex(@"\b(?:with|including|incl|plus|mit|samt|inklusive|inkl|con|incluid[oa]|m[aá]s|avec|compris\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex With();

    [GeneratedRegex(@"\b(?:shipping|delivery|postage|surcharge|\w*versand\w*|lieferung|spedition|haulier|carrier|courier|transport\w*|zuschlag|env[ií]o|recargo|livraison|suppl[eé]ment|frais)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Charge();

    [GeneratedRegex(@"\b(?:instal?lments?|rates?|(?:a|per|each)\s+month|monthly|raten|monatlich|im\s+monat|pro\s+monat|plazos|cuotas|al\s+mes|mensuales|mensualit[eé]s?|par\s+mois|chacune?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Share();

    [GeneratedRegex(@"[0-9]\s?[^0-9\s]{0,4}\s+(?:more|mehr|m[aá]s|de\s+plus)\b|\b(?:sav(?:e|es|ing)|leaves?|over\s+(?:your\s+|the\s+)?budget|over\b|short|another|still\s+need|left\b|remain\w*|fehlen|fehlt|below|away\s+from|(?:ü|ue)ber\s+(?:ihrem?|deinem?|dem)|por\s+(?:encima|debajo)|au[- ]dessus|en[- ]dessous|noch|restan?|faltan?|quedan?|manque(?:nt)?|reste\w*|rest|spar(?:en|t|st)|ahorra[sn]?|[eé]conomise[rz]?|cheaper|dearer|more\s+expensive|difference|(?:more|less)\s+than\s+(?:the|our)|g(?:ü|ue)nstiger|billiger|teurer|unterschied|barat[oa]|car[oa]|diferencia|moins\s+ch[eè]re?|plus\s+ch[eè]re?|diff[eé]rence)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Difference();

    [GeneratedRegex(@"\b(?:per|each|apiece|pro|je|cada|por|par|chacune?|a\s+(?:pouch|piece|bag|pair|bottle|can|kilo|kg|litre|metre|month)|(?:le|la|el)\s+(?:sachet|pi[eè]ce|unidad|kilo|litre|litro|bolsa|paquet))\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Per();

    [GeneratedRegex(@"\b(?:order|total|together|both|comes?\s+to|adds?\s+up\s+to|machen|ergeben|suman|hacen|font|soit|bestellung|zusammen|beides?|pedido|jun?tos|commande|ensemble|les\s+deux)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Order();

    [GeneratedRegex(@"\b(?:back|refund\w*|deduct\w*|zur(?:ü|ue)ck\w*|abgezogen|abz(?:ü|ue)glich|erstatt\w*|devol\w*|devuel\w*|descont\w*|rembours\w*|d[eé]dui\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Back();
}

/// <param name="Spelled">Supported amounts that the text names, or that were reckoned from those.</param>
/// <param name="Earlier">What reduced products cost before.</param>
/// <param name="Counts">The numbers that are counted in answer and question.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Reckoned(List<decimal> Spelled, List<decimal> Earlier, List<int> Counts);
