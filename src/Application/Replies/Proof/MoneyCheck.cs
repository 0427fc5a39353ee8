using System.Text.RegularExpressions;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>
/// Amounts: a listed price of the product that the sentence is about, an amount of the shop's own texts, one that the customer named (quoted,
/// not offered), or a sum or multiple of supported amounts that the text itself spells out. What a reduced product cost before counts as that.
/// </summary>
internal static partial class MoneyCheck
{
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
            if (FitsShop(amount, evidence) && Reckoning.Explains(amount, sentence, new Reckoned(spelled, earlier, counts), evidence))
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
                return evidence.ShopLines.Any(line => OfferCheck.SaysDiscount(line) && line.Amounts.Any(own => own.Value == amount.Value && amount.Fits(own.Currency ?? evidence.Shop.Currency)));
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
        return (IsOfShop(amount, evidence, isThreshold: null) && (sentence.Mentions.Count == 0 || SaysFee().IsMatch(sentence.Words) || (!AmountRoles.IsPriceOf(amount, sentence) && IsFeeNamed(amount, sentence, evidence))) && (!IsOfShop(amount, evidence, isThreshold: false) || IsFeeOf(amount, sentence, evidence)))
            || IsAbove(amount, sentence) || IsCustomers(amount, sentence, evidence);
    }

    public static bool AddsUp(string words) => SaysSum().IsMatch(words);

    private static IEnumerable<Money> PricesAround(Amount amount, Sentence sentence, Evidence evidence)
    {
        // "899 EUR against 189 EUR" compares what is named before both, and "899 + 189 EUR" adds it up.
        var about = Reckoning.SaysDifference(sentence.Words) || AddsUp(sentence.Words) ? [.. sentence.About.Select(mention => mention.Product)] : sentence.Around(amount.At).ToList();
        bool isPartly = sentence.Mentions.Count > 0 && sentence.Mentions.All(mention => mention.IsByKind) && sentence.Amounts.DistinctBy(each => each.Value).Count() > sentence.Mentions.Count;
        IEnumerable<Product> candidates = about.Count > 0 && !isPartly && !(sentence.Mentions.Count == 0 && AddsUp(sentence.Words)) ? about : evidence.Products;
        return candidates.Where(product => !(IsOfOne().IsMatch(sentence.Words[amount.At..]) && IsSet().IsMatch(product.Title) && !Sets().IsMatch(sentence.Words[..amount.At]))).SelectMany(product => PricesAt(amount, sentence, product));
    }

    private static bool IsOfShop(Amount amount, Evidence evidence, bool? isThreshold) => evidence.ShopLines
        .Any(line => (isThreshold switch { true => line.Thresholds, false => line.Fees, null => line.Amounts }).Any(own => own.Value == amount.Value && amount.Fits(own.Currency ?? evidence.Shop.Currency)));

    /// <summary>Of the shop's lines that name fees, one that comes closest to the sentence has it: what small items cost is not what a bike costs.</summary>
    public static bool IsFeeOf(Amount amount, Sentence sentence, Evidence evidence)
    {
        var lines = evidence.ShopLines.Where(line => line.Fees.Count > 0);
        return ClosestLines.Of(Clause.At(sentence.Words, amount.At), sentence, evidence, lines).Exists(line => line.Amounts.Any(own => own.Value == amount.Value));
    }

    /// <summary>One that the sentence speaks of, by a word that its line has.</summary>
    public static bool IsFeeNamed(Amount amount, Sentence sentence, Evidence evidence)
    {
        var stems = ClosestLines.OwnStemsOf(sentence.Words);
        return evidence.ShopLines.Any(line => line.Fees.Any(fee => fee.Value == amount.Value) && line.Stems.Overlaps(stems)) && IsFeeOf(amount, sentence, evidence);
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
            && (((SaysLimit().IsMatch(sentence.Words) || With().IsMatch(sentence.Words[..amount.At])) && (isMet || SaysShort().IsMatch(sentence.Words) || Denial.IsIn(sentence.Words)) && !SaysOffer().IsMatch(sentence.Words[..amount.At]))
                || (isMet && sentence.Mentions.Count > 0 && sentence.Mentions[0].At > amount.At)));
    }

    /// <summary>Of the form that the words name, where they name one.</summary>
    public static IEnumerable<Money> PricesAt(Amount amount, Sentence sentence, Product product) =>
        Forms.NamedAt(sentence.Words, amount.At, product) is { Count: > 0 } forms ? forms.Select(form => form.Price).OfType<Money>() : Evidence.PricesOf(product);

    /// <summary>"Under 50 EUR we have …", and each of those can be had for that.</summary>
    private static bool IsAbove(Amount amount, Sentence sentence) => sentence.Mentions.Count > 0 && SaysBelow().IsMatch(sentence.Words[..amount.At])
        && sentence.Mentions.All(mention => Evidence.PricesOf(mention.Product).Any(price => price.Amount <= amount.Value && amount.Fits(price.Currency)));

    private static bool IsEarlier(Amount amount, Sentence sentence, Evidence evidence) =>
        (SaysEarlier().IsMatch(sentence.Words[..amount.At]) || (From().IsMatch(sentence.Words[..amount.At]) && Reduced().IsMatch(sentence.Words)) || IsSaidEarlier().IsMatch(sentence.Words[amount.At..]))
        && (sentence.Around(amount.At).Any() ? sentence.Around(amount.At) : evidence.Products).SelectMany(Evidence.EarlierPricesOf).Any(amount.Is);

    private static bool FitsShop(Amount amount, Evidence evidence) =>
        evidence.Products.SelectMany(Evidence.PricesOf).Select(price => price.Currency).Append(evidence.Shop.Currency).Any(currency => currency is not null && amount.Fits(currency))
        || amount.Currency is null;

    private static string Why(Amount amount, Sentence sentence) => sentence.Mentions.Count > 0
        ? $"is not the listed price of {string.Join(" or ", sentence.Around(amount.At).Select(product => $"'{product.Title}' ({ProductCard.Price(product)})").Distinct())}"
        : "is no listed price and no amount of the shop's";

    [GeneratedRegex(@"\b(?:ship\w*|deliver\w*|postage|fee|fees|label|haulier|carrier|courier|freight|spedition|transport\w*|return\w*|refund\w*|free|above|over|from|versand\w*|liefer\w*|geb(?:ü|ue)hr\w*|r(?:ü|ue)ck\w*|kostenlos|gratis|ab|env[ií]o|gastos|devoluc\w*|desde|a\s+partir|livraison|frais|retour\w*|gratuit\w*|d[eè]s)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysFee();

    // A customer's own figure, spoken of as theirs.
    [GeneratedRegex(@"\b(?:under|below|up\s+to|within|less\s+than|more\s+than|over|above|at\s+most|max(?:imum)?|budget|limit|(?:you|i|we)\s+(?:said|mentioned|asked|named|have|saw|found|spend|can\s+spend)|spend|afford|habe|ausgeben|gastar|tengo|d[eé]penser|between|unter|bis|h(?:ö|oe)chstens|weniger\s+als|mehr\s+als|(?:ü|ue)ber|Sie\s+(?:sagten|nannten)|zwischen|menos\s+de|hasta|m[aá]s\s+de|presupuesto|entre|moins\s+de|plus\s+de|jusqu\W?[aà]|maximum|sous|au[- ]dessus)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysLimit();

    [GeneratedRegex(@"\b(?:you\s+can\s+have|you\s+get|i\s+can\s+(?:give|offer|do|sell)|we\s+can\s+(?:give|offer|do|sell)|yours\s+for|deal|agreed|special\s+price|for\s+you|sie\s+bekommen|kann\s+ich\s+ihnen\s+(?:geben|anbieten)|puedo\s+(?:ofrecer|dejar)\w*|je\s+peux\s+vous\s+(?:faire|offrir|laisser)|costs?|kostet|kosten|cuestan?|co[uû]tent?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysOffer();

    [GeneratedRegex(@"\+|=|\b(?:together|both|altogether|zusammen|beide\w*|juntos|ambos|ambas|ensemble|respectively)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysSum();

    // More than the customer has: "that is 19 over your budget".
    [GeneratedRegex(@"\b(?:over|above|beyond|exceeds?|short|more\s+than|too\s+(?:dear|expensive|much)|zu\s+teuer|demasiado\s+car[oa]|trop\s+ch[eè]re?|(?:a\s+(?:bit|little)\s+)?(?:dearer|pricier)|(?:ü|ue)ber|mehr\s+als|fehlen|teurer|supera|m[aá]s\s+de|falta[n]?|d[eé]passe|plus\s+de|manque\w*|au[- ]dessus)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysShort();

    // Right before the amount: "with your 150 EUR".
    [GeneratedRegex(@"\b(?:with|for|mit|f(?:ü|ue)r|con|por|avec|pour)\s+(?:(?:your|ihren|deinen|sus|tus|vos|tes)\s+)?[^0-9\p{L}]{0,3}(?:[A-Z]{3}\s?)?$", Claims.Options, Claims.Timeout)]
    private static partial Regex With();

    // "From 16 to 12, reduced".
    [GeneratedRegex(@"\b(?:from|von|de)\s+[^0-9\p{L}]{0,3}(?:[A-Z]{3}\s?)?$", Claims.Options, Claims.Timeout)]
    private static partial Regex From();

    [GeneratedRegex(@"\b(?:reduc\w*|marked\s+down|reduziert\w*|herabgesetzt|rebajad\w*|r[eé]duit\w*|sold[eé]\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Reduced();

    // Right before the amount.
    [GeneratedRegex(@"\b(?:under|below|less\s+than|up\s+to|within|unter|bis(?:\s+zu)?|weniger\s+als|menos\s+de|hasta|moins\s+de|jusqu['’][aà])\s+[^0-9]{0,3}$", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysBelow();

    // Right behind it: "36 dollars per mug".
    [GeneratedRegex(@"^[0-9.,]+\s?[^0-9\s]{0,8}\s+(?:per\s+(?!set|pack|pair|box)\p{L}+|each|apiece|a\s+piece|pro\s+st(?:ü|ue)ck|das\s+st(?:ü|ue)ck|cada\s+un[oa]|por\s+unidad|(?:la\s+)?pi[eè]ce|chacune?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex IsOfOne();

    // "Two packs at 24 EUR each".
    [GeneratedRegex(@"\b(?:packs|sets|pairs|boxes|packungen|paare|juegos|lotes|lots|paires)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Sets();

    [GeneratedRegex(@"\b(?:set|pack|[0-9]+er|pair|paar|box|juego|lot)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex IsSet();

    // Right before the amount: "instead of 99.90".
    [GeneratedRegex(@"\b(?:was|were|went\s+from|dropped\s+from|used\s+to\s+(?:be|cost)|instead\s+of|(?:down|reduced|marked\s+down)\s+from|original(?:ly)?|regular(?:ly)?|list\s+price|before|previous(?:ly)?|rrp|msrp|statt|anstatt|fr(?:ü|ue)her|vorher|urspr(?:ü|ue)nglich\w*|uvp|reduziert\s+von|antes|en\s+(?:lugar|vez)\s+de|original(?:mente)?|rebajad[oa]s?\s+de|au\s+lieu\s+(?:de|du)|i\s+stedet\s+for|ist(?:ä|ae)llet\s+f(?:ö|oe)r|avant|initial(?:ement)?|ancien\s+prix)\b[^0-9]{0,20}$", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysEarlier();

    // Right behind it: "99.90 before".
    [GeneratedRegex(@"^[0-9.,]+\s?[^0-9\s]{0,4}\s?\(?(?:before|originally|vorher|fr(?:ü|ue)her|antes|avant)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex IsSaidEarlier();


    // "It is only 150.", "150 for the tent": nothing else is counted in it.
    [GeneratedRegex(@"(?=[0-9]{2})(?<=(?:\b(?:it|that|they)['’](?:s|re)|\b(?:is|are|costs?|for|at|only|just|yours\s+for|ist|kostet|kosten|nur|f(?:ü|ue)r|cuesta|es|por|solo|co[uû]te|est|pour|seulement))\s+(?:(?:only|just|nur|now|jetzt|solo|seulement)\s+)?|:\s)[0-9]{2,6}(?:[.,][0-9]{2})?(?=\s*(?:[.,;!)](?![0-9-])|$|\s(?:and|und|y|et|instead|each|in\s+(?=\p{Lu}))\b))|^[0-9]{2,6}(?=\s+(?:for|f(?:ü|ue)r|por|pour)\s+(?:the|our|das|die|den|el|la|le)\b)", Claims.Options, Claims.Timeout)]
    private static partial Regex Bare();

}
