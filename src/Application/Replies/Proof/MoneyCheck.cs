using System.Globalization;
using System.Text.RegularExpressions;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>
/// Amounts: a listed price of the product that the sentence is about, an amount of the shop's own texts, one that the customer named (quoted,
/// not offered), or a sum or multiple of supported amounts that the text itself spells out. What a reduced product cost before counts as that.
/// </summary>
internal static partial class MoneyCheck
{
    private const int MaxParts = 6;
    private const int MostOfOne = 99;

    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        var (spelled, earlier) = (new List<decimal>(), new List<decimal>());
        var open = new List<(Amount Amount, Sentence Sentence)>();
        foreach (var sentence in draft.Sentences)
        {
            foreach (string agreed in Haggling.AgreedIn(sentence, evidence))
            {
                yield return new Finding(ClaimKind.Money, agreed, "is what the customer offers, and no price of the shop's");
            }

            foreach (var amount in AmountsIn(sentence, evidence))
            {
                var role = AmountRoles.Of(amount, sentence);
                if (AmountRoles.IsTotal(amount, sentence) && spelled.Distinct().Count() > 1)
                {
                    open.Add((amount, sentence));
                }
                else if (IsSupported(amount, role, sentence, evidence))
                {
                    spelled.Add(amount.Value);
                }
                else if (IsEarlier(amount, sentence, evidence))
                {
                    earlier.Add(amount.Value);
                }
                else
                {
                    open.Add((amount, sentence));
                }
            }
        }

        if (open.Count == 0)
        {
            yield break;
        }

        string counted = draft.Products.Aggregate(draft.Text + "\n" + evidence.Asked, (text, product) => text.Replace(product.Title, " ", StringComparison.OrdinalIgnoreCase));
        var counts = Numerals.SmallIn(counted).Where(number => number is > 1 and <= MostOfOne).Distinct().ToList();
        foreach (var (amount, sentence) in open)
        {
            bool isTotal = IsMultiple(amount, sentence) || (Totals(spelled, counts).Contains(amount.Value) && !IsOnePrice(amount, sentence))
                || IsOfNamedParts(amount, sentence, evidence) || IsShare(amount, sentence, spelled);
            bool isRest = SaysDifference().IsMatch(sentence.Words) && Differences([.. spelled, .. earlier, .. ComparedIn(sentence, evidence)]).Contains(amount.Value);
            if ((isTotal || isRest) && FitsShop(amount, evidence))
            {
                spelled.Add(amount.Value);
            }
            else
            {
                yield return new Finding(ClaimKind.Money, amount.Words, Why(amount, sentence));
            }
        }
    }

    /// <summary>With a currency or like a price; beside a product also bare numbers: "it is only 150".</summary>
    private static IEnumerable<Amount> AmountsIn(Sentence sentence, Evidence evidence)
    {
        var amounts = sentence.Amounts;
        return sentence.About.Count == 0 || !sentence.Words.AsSpan().ContainsAnyInRange('0', '9') ? amounts
            : amounts.Concat(Amount.BareIn(sentence.Words, Bare()).Where(bare => !amounts.Any(amount => amount.At == bare.At) && !sentence.About.Any(mention => SaysNumber(mention.Product, bare)) && Claims.PlaceOf(bare.Words, evidence.ShopText) < 0));
    }

    private static bool SaysNumber(Product product, Amount bare) =>
        Claims.PlaceOf(bare.Words, product.Title) >= 0 || Claims.PlaceOf(bare.Words, product.Description) >= 0 || product.Variants.Any(variant => variant.Title.Contains(bare.Words, StringComparison.Ordinal));

    private static bool IsSupported(Amount amount, AmountRole role, Sentence sentence, Evidence evidence)
    {
        switch (role)
        {
            case AmountRole.Reduction:
                return evidence.ShopLines.Any(line => OfferCheck.SaysDiscount(line) && Amount.In(line).Any(own => own.Value == amount.Value && amount.Fits(own.Currency ?? evidence.Shop.Currency)));
            case AmountRole.Threshold when IsOfShop(amount, evidence, isThreshold: true):
                return true;
            case AmountRole.Threshold when sentence.Mentions.Count == 0:
                return IsCustomers(amount, sentence, evidence);
            case AmountRole.Fee:
                return IsOfShop(amount, evidence, isThreshold: false) && IsFeeOf(amount, sentence, evidence);
        }

        if (PricesAround(amount, sentence, evidence).Any(amount.Is))
        {
            return true;
        }

        // A fee or a threshold, unless it is given out as a product's price.
        return (IsOfShop(amount, evidence, isThreshold: null) && (sentence.Mentions.Count == 0 || SaysFee().IsMatch(sentence.Words)) && (!IsOfShop(amount, evidence, isThreshold: false) || IsFeeOf(amount, sentence, evidence)))
            || IsAbove(amount, sentence) || IsCustomers(amount, sentence, evidence);
    }

    private static IEnumerable<Money> PricesAround(Amount amount, Sentence sentence, Evidence evidence)
    {
        // "899 EUR against 189 EUR" compares what is named before both, and "899 + 189 EUR" adds it up.
        var about = SaysDifference().IsMatch(sentence.Words) || SaysSum().IsMatch(sentence.Words) ? [.. sentence.About.Select(mention => mention.Product)] : sentence.Around(amount.At).ToList();
        bool isPartly = sentence.Mentions.Count > 0 && sentence.Mentions.All(mention => mention.IsByKind) && sentence.Amounts.DistinctBy(each => each.Value).Count() > sentence.Mentions.Count;
        IEnumerable<Product> candidates = about.Count > 0 && !isPartly && !(sentence.Mentions.Count == 0 && SaysSum().IsMatch(sentence.Words)) ? about : evidence.Products;
        return candidates.Where(product => !(IsOfOne().IsMatch(sentence.Words[amount.At..]) && IsSet().IsMatch(product.Title))).SelectMany(product => PricesAt(amount, sentence, product));
    }

    private static bool IsOfShop(Amount amount, Evidence evidence, bool? isThreshold) => evidence.ShopAmounts.Any(own =>
        own.Value == amount.Value && amount.Fits(own.Currency ?? evidence.Shop.Currency) && (isThreshold is null || Threshold.Is(own, evidence.ShopText) == isThreshold));

    /// <summary>Of the shop's lines that name fees, one that comes closest to the sentence has it: what small items cost is not what a bike costs.</summary>
    private static bool IsFeeOf(Amount amount, Sentence sentence, Evidence evidence)
    {
        var stems = PolicyCheck.StemsOf(sentence.Words);
        var lines = evidence.ShopLines.Where(line => Amount.In(line).Any(own => !Threshold.Is(own, line))).Select(line => (Line: line, Shared: PolicyCheck.StemsOf(line).Count(stems.Contains))).ToList();
        int most = lines.Select(line => line.Shared).DefaultIfEmpty().Max();
        return lines.Where(line => line.Shared == most).Any(line => Amount.In(line.Line).Any(own => own.Value == amount.Value));
    }

    /// <summary>What the customer named is quoted back, and no price: "you have 200 EUR", and not "it is 200 EUR".</summary>
    private static bool IsCustomers(Amount amount, Sentence sentence, Evidence evidence)
    {
        if (!evidence.CustomerAmounts.Any(said => said.Value == amount.Value && (said.Currency is null || amount.Fits(said.Currency))))
        {
            return false;
        }

        // For what the customer has there is what costs no more: "for 50 EUR you get …".
        bool isMet = sentence.Mentions.Count == 0 || sentence.Mentions.All(mention => Evidence.PricesOf(mention.Product).Any(price => price.Amount <= amount.Value));
        return Haggling.IsRefused(amount, sentence) || (!AmountRoles.IsPriceOf(amount, sentence)
            && ((SaysLimit().IsMatch(sentence.Words) && (isMet || SaysDifference().IsMatch(sentence.Words) || Denial.IsIn(sentence.Words)) && !SaysOffer().IsMatch(sentence.Words[..amount.At]))
                || (isMet && sentence.Mentions.Count > 0 && sentence.Mentions[0].At > amount.At)));
    }

    /// <summary>A single product's price, whatever other amounts it is a sum of: "the Alder costs 378 EUR".</summary>
    private static bool IsOnePrice(Amount amount, Sentence sentence) =>
        AmountRoles.IsPriceOf(amount, sentence) && sentence.Mentions.DistinctBy(mention => mention.Product).Count() == 1 && !SaysSum().IsMatch(sentence.Words)
        && !Numerals.SmallIn(sentence.Words.Replace(sentence.Mentions[0].Product.Title, " ", StringComparison.OrdinalIgnoreCase)).Any(number => number is > 1 and <= MostOfOne);

    /// <summary>Of the form that the words name, where they name one.</summary>
    private static IEnumerable<Money> PricesAt(Amount amount, Sentence sentence, Product product) =>
        Forms.NamedAt(sentence.Words, amount.At, product) is { Count: > 0 } forms ? forms.Select(form => form.Price).OfType<Money>() : Evidence.PricesOf(product);

    /// <summary>"Under 50 EUR we have …", and each of those can be had for that.</summary>
    private static bool IsAbove(Amount amount, Sentence sentence) => sentence.Mentions.Count > 0 && SaysBelow().IsMatch(sentence.Words[..amount.At])
        && sentence.Mentions.All(mention => Evidence.PricesOf(mention.Product).Any(price => price.Amount <= amount.Value && amount.Fits(price.Currency)));

    private static bool IsEarlier(Amount amount, Sentence sentence, Evidence evidence) =>
        (SaysEarlier().IsMatch(sentence.Words[..amount.At]) || IsSaidEarlier().IsMatch(sentence.Words[amount.At..]))
        && (sentence.Around(amount.At).Any() ? sentence.Around(amount.At) : evidence.Products).SelectMany(Evidence.EarlierPricesOf).Any(amount.Is);

    /// <summary>"2 x Stove = 89.80 EUR", "two of the stoves come to 89.80 EUR": so many of the product that is counted.</summary>
    private static bool IsMultiple(Amount amount, Sentence sentence)
    {
        string before = sentence.Words[..amount.At];
        return Counted().Matches(before).Any(count => Math.Max(Numerals.Of(count.Groups["count"].Value), int.TryParse(count.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0) is > 1 and <= MostOfOne and var times
            && !sentence.Mentions.Any(mention => mention.At < count.Index && Claims.PlaceOf(count.Value.Trim(), mention.Product.Title, StringComparison.OrdinalIgnoreCase) >= 0)
            && sentence.Around(Math.Min(count.Index + count.Length, amount.At)).SelectMany(product => PricesAt(amount, sentence, product)).Any(price => price.Amount * times == amount.Value && amount.Fits(price.Currency)));
    }

    /// <summary>"With the black piano and the surcharge you come to 1,335": the parts are named, and only their sum is given.</summary>
    private static bool IsOfNamedParts(Amount amount, Sentence sentence, Evidence evidence) =>
        sentence.Mentions.DistinctBy(mention => mention.Product).Count() == 1 && SaysCharge().IsMatch(sentence.Words) && !GiftCheck.SaysFree(sentence.Words) && SaysWith().IsMatch(sentence.Words)
        && PricesAt(amount, sentence, sentence.Mentions[0].Product).Any(price => evidence.ShopAmounts.Any(fee => price.Amount + fee.Value == amount.Value && !Threshold.Is(fee, evidence.ShopText) && IsFeeOf(fee, sentence, evidence)));

    /// <summary>"3 monthly instalments of 143 EUR": so many of them are an amount that was named, to the cent.</summary>
    private static bool IsShare(Amount amount, Sentence sentence, List<decimal> spelled) => SaysShare().IsMatch(sentence.Words)
        && Numerals.SmallIn($"{sentence.Before} {sentence.Words}").Where(parts => parts is > 1 and <= MostOfOne).Any(parts => spelled.Exists(whole => Math.Abs((amount.Value * parts) - whole) <= parts * 0.005m));

    /// <summary>What a difference may be reckoned from: the prices of what is spoken of, now and before, the customer's budget, the shop's fees and thresholds.</summary>
    private static IEnumerable<decimal> ComparedIn(Sentence sentence, Evidence evidence) =>
        Evidence.PricesOfAll(sentence).Concat(sentence.About.SelectMany(mention => Evidence.EarlierPricesOf(mention.Product))).Select(price => price.Amount)
            .Concat(evidence.CustomerAmounts.Concat(evidence.ShopAmounts).Select(amount => amount.Value));

    private static bool FitsShop(Amount amount, Evidence evidence) =>
        evidence.Products.SelectMany(Evidence.PricesOf).Select(price => price.Currency).Append(evidence.Shop.Currency).Any(currency => currency is not null && amount.Fits(currency))
        || amount.Currency is null;

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

    private static IEnumerable<decimal> Differences(List<decimal> spelled) => spelled.SelectMany(one => spelled.Where(other => other < one).Select(other => one - other));

    private static string Why(Amount amount, Sentence sentence) => sentence.Mentions.Count > 0
        ? $"is not the listed price of {string.Join(" or ", sentence.Around(amount.At).Select(product => $"'{product.Title}' ({ProductCard.Price(product)})").Distinct())}"
        : "is no listed price and no amount of the shop's";

    [GeneratedRegex(@"\b(?:ship\w*|deliver\w*|postage|fee|fees|label|return\w*|refund\w*|free|above|over|from|versand\w*|liefer\w*|geb(?:ü|ue)hr\w*|r(?:ü|ue)ck\w*|kostenlos|gratis|ab|env[ií]o|gastos|devoluc\w*|desde|a\s+partir|livraison|frais|retour\w*|gratuit\w*|d[eè]s)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysFee();

    // A customer's own figure, spoken of as theirs.
    [GeneratedRegex(@"\b(?:under|below|up\s+to|within|less\s+than|more\s+than|over|above|at\s+most|max(?:imum)?|budget|limit|(?:you|i|we)\s+(?:said|mentioned|asked|named|have|saw|found|spend|can\s+spend)|spend|afford|habe|ausgeben|gastar|tengo|d[eé]penser|between|unter|bis|h(?:ö|oe)chstens|weniger\s+als|mehr\s+als|(?:ü|ue)ber|Sie\s+(?:sagten|nannten)|zwischen|menos\s+de|hasta|m[aá]s\s+de|presupuesto|entre|moins\s+de|plus\s+de|jusqu\W?[aà]|maximum|sous|au[- ]dessus)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysLimit();

    [GeneratedRegex(@"\b(?:you\s+can\s+have|you\s+get|i\s+can\s+(?:give|offer|do|sell)|we\s+can\s+(?:give|offer|do|sell)|yours\s+for|deal|agreed|special\s+price|for\s+you|sie\s+bekommen|kann\s+ich\s+ihnen\s+(?:geben|anbieten)|puedo\s+(?:ofrecer|dejar)\w*|je\s+peux\s+vous\s+(?:faire|offrir|laisser)|costs?|kostet|kosten|cuestan?|co[uû]tent?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysOffer();

    [GeneratedRegex(@"\+|=|\b(?:together|both|altogether|zusammen|beide\w*|juntos|ambos|ambas|ensemble|respectively)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysSum();

    // Right before the amount.
    [GeneratedRegex(@"\b(?:under|below|less\s+than|up\s+to|within|unter|bis(?:\s+zu)?|weniger\s+als|menos\s+de|hasta|moins\s+de|jusqu['’][aà])\s+[^0-9]{0,3}$", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysBelow();

    // Right behind it: "36 dollars per mug".
    [GeneratedRegex(@"^[0-9.,]+\s?[^0-9\s]{0,8}\s+(?:per\s+(?!set|pack|pair|box)\p{L}+|each|apiece|a\s+piece|pro\s+st(?:ü|ue)ck|das\s+st(?:ü|ue)ck|cada\s+un[oa]|por\s+unidad|(?:la\s+)?pi[eè]ce|chacune?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex IsOfOne();

    [GeneratedRegex(@"\b(?:set|pack|[0-9]+er|pair|paar|box|juego|lot)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex IsSet();

    // Right before the amount: "instead of 99.90".
    [GeneratedRegex(@"\b(?:was|were|went\s+from|dropped\s+from|used\s+to\s+(?:be|cost)|instead\s+of|(?:down|reduced|marked\s+down)\s+from|original(?:ly)?|regular(?:ly)?|list\s+price|before|previous(?:ly)?|rrp|msrp|statt|anstatt|fr(?:ü|ue)her|vorher|urspr(?:ü|ue)nglich\w*|uvp|reduziert\s+von|antes|en\s+(?:lugar|vez)\s+de|original(?:mente)?|rebajad[oa]s?\s+de|au\s+lieu\s+(?:de|du)|i\s+stedet\s+for|ist(?:ä|ae)llet\s+f(?:ö|oe)r|avant|initial(?:ement)?|ancien\s+prix)\b[^0-9]{0,20}$", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysEarlier();

    // Right behind it: "99.90 before".
    [GeneratedRegex(@"^[0-9.,]+\s?[^0-9\s]{0,4}\s?\(?(?:before|originally|vorher|fr(?:ü|ue)her|antes|avant)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex IsSaidEarlier();

    [GeneratedRegex(@"\b(?:sav(?:e|es|ing)|leaves?|over\s+(?:your\s+|the\s+)?budget|over\b|short|another|still\s+need|left\b|remain\w*|fehlen|noch|restan?|faltan?|quedan?|manquent?|reste\w*|rest|spar(?:en|t|st)|ahorra[sn]?|[eé]conomise[rz]?|cheaper|dearer|more\s+expensive|difference|(?:more|less)\s+than\s+(?:the|our)|g(?:ü|ue)nstiger|billiger|teurer|unterschied|barat[oa]|car[oa]|diferencia|moins\s+ch[eè]re?|plus\s+ch[eè]re?|diff[eé]rence)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysDifference();

    // "It is only 150.", "150 for the tent": nothing else is counted in it.
    [GeneratedRegex(@"(?=[0-9]{2})(?<=(?:\b(?:it|that|they)['’](?:s|re)|\b(?:is|are|costs?|for|at|only|just|yours\s+for|ist|kostet|kosten|nur|f(?:ü|ue)r|cuesta|es|por|solo|co[uû]te|est|pour|seulement))\s+(?:(?:only|just|nur|now|jetzt|solo|seulement)\s+)?|:\s)[0-9]{2,6}(?:[.,][0-9]{2})?(?=\s*(?:[.,;!)](?![0-9-])|$|\s(?:and|und|y|et|instead|each|in\s+(?=\p{Lu}))\b))|^[0-9]{2,6}(?=\s+(?:for|f(?:ü|ue)r|por|pour)\s+(?:the|our|das|die|den|el|la|le)\b)", Claims.Options, Claims.Timeout)]
    private static partial Regex Bare();

    // "2 x", "two sets of", "dos afinadores"; not "for 2 persons", "size 38", "4-season".
    [GeneratedRegex(@"(?<![\p{L}0-9.,:/-])(?<count>[0-9]{1,2}|\p{L}{2,12})(?:\s?[x×]\s|\s+(?=\p{L}{2})(?!(?:persons?|people|man|men|personen|personas|personnes|days?|weeks?|months?|years?|hours?|nights?|tage\w*|wochen|monate\w*|jahre\w*|d[ií]as|semanas|meses|años|jours|semaines|mois|ans|litres?|liters?|kg|cm|mm|ml|inch\w*|watts?|doors?|pockets?|eur|usd|gbp|chf|euros?|dollars?|pounds?|franken|francs?|and|und|y|et|or|oder|to|bis)\b))", Claims.Options, Claims.Timeout)]
    private static partial Regex Counted();

    [GeneratedRegex(@"\b(?:shipping|delivery|postage|surcharge|versand\w*|lieferung|zuschlag|env[ií]o|recargo|livraison|suppl[eé]ment|frais)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysCharge();

    [GeneratedRegex(@"\b(?:with|including|incl|plus|mit|samt|inklusive|inkl|con|incluid[oa]|m[aá]s|avec|compris\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysWith();

    [GeneratedRegex(@"\b(?:instal?lments?|rates?|(?:a|per|each)\s+month|monthly|raten|monatlich|im\s+monat|pro\s+monat|plazos|cuotas|al\s+mes|mensuales|mensualit[eé]s?|par\s+mois|chacune?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysShare();
}
