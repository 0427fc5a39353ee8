using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>What an amount is said to be.</summary>
internal enum AmountRole
{
    /// <summary>A price, or something that is compared with one.</summary>
    Price,

    /// <summary>What the shop charges for sending or taking back.</summary>
    Fee,

    /// <summary>What an order has to come to for it.</summary>
    Threshold,

    /// <summary>What is taken off a price.</summary>
    Reduction,
}

/// <summary>Tells by the words around an amount what it is said to be: a fee is no product's price, and what shipping is free from is no fee.</summary>
internal static partial class AmountRoles
{
    public static AmountRole Of(Amount amount, Sentence sentence)
    {
        string before = sentence.Words[..amount.At], behind = sentence.Words[amount.At..];
        if (ReducedBehind().IsMatch(behind) || ReducedBefore().IsMatch(before))
        {
            return AmountRole.Reduction;
        }

        return Threshold.Is(amount, sentence.Words) && FreeOf().IsMatch(sentence.Words) ? AmountRole.Threshold
            : sentence.Mentions.All(mention => mention.At >= amount.At) && FeeBefore().IsMatch(before) ? AmountRole.Fee
            : AmountRole.Price;
    }

    /// <summary>It is the sum of what was named before: "together 233.90 EUR".</summary>
    public static bool IsTotal(Amount amount, Sentence sentence) => TotalBefore().IsMatch(sentence.Words[..amount.At]) || TotalBehind().IsMatch(sentence.Words[amount.At..]);

    /// <summary>It is said of the product right before it: "the Alder is 150 EUR", "the Alder for 150".</summary>
    public static bool IsPriceOf(Amount amount, Sentence sentence) =>
        sentence.Mentions.LastOrDefault(mention => mention.At < amount.At) is { } last && PriceBefore().IsMatch(sentence.Words[last.At..amount.At]);

    // "Shipping costs 12 EUR", "plus 5.90 for delivery" is told by its place, "orders ship free from 100 EUR" by its words.
    [GeneratedRegex(@"\b(?:shipping|delivery|postage|versand(?:kosten)?|lieferung|liefergeb(?:ü|ue)hr|porto|env[ií]o|gastos\s+de\s+env[ií]o|entrega|livraison|frais\s+de\s+port|port)\b[^,;.!?()0-9]{0,30}$", Claims.Options, Claims.Timeout)]
    private static partial Regex FeeBefore();

    [GeneratedRegex(@"\b(?:free|ship\w*|deliver\w*|postage|kostenlos\w*|gratis|frei|versand\w*|liefer\w*|gratuit\w*|env[ií]o\w*|livraison\w*|offert\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex FreeOf();

    [GeneratedRegex(@"^[0-9.,]+\s?[^0-9\s,.!?]{0,8}\s*(?:off\b|rabatt|nachlass|discount|rebate|de\s+(?:descuento|rebaja|remise|r[eé]duction|rabais)|(?:cheaper|less|g(?:ü|ue)nstiger|billiger|weniger|menos|moins)\s+(?:today|now|this\s+\w+|heute|jetzt|diese\w*|hoy|esta|aujourd|cette))", Claims.Options, Claims.Timeout)]
    private static partial Regex ReducedBehind();

    [GeneratedRegex(@"\b(?:take|knock|saves?|sparen\s+sie|ahorra[sn]?|[eé]conomise[rz]?|discount\s+of|rebate\s+of|rabatt\s+von|nachlass\s+von|descuento\s+de|remise\s+de|r[eé]duction\s+de)\s+[^0-9\p{L}]{0,3}(?:[A-Z]{3}\s?)?$", Claims.Options, Claims.Timeout)]
    private static partial Regex ReducedBefore();

    [GeneratedRegex(@"\b(?:together|altogether|in\s+total|total(?:\s+(?:is|of|comes\s+to))?|in\s+all|all\s+in|zusammen|insgesamt|gesamt\w*|en\s+total|juntos?|ensemble|au\s+total)\b[^,;.!?0-9]{0,12}$", Claims.Options, Claims.Timeout)]
    private static partial Regex TotalBefore();

    [GeneratedRegex(@"^[0-9.,]+\s?[^0-9\s,.!?]{0,8}\s+(?:together|altogether|in\s+total|in\s+all|(?:for|f(?:ü|ue)r|para|por|pour)\s+(?:both|all\s+\w+|beide|alle\s+\w+|ambos|ambas|l[oa]s\s+(?:dos|tres)|les\s+(?:deux|trois))|zusammen|insgesamt|en\s+total|ensemble|au\s+total)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex TotalBehind();

    [GeneratedRegex(@"(?:\b(?:is|are|costs?|for|at|ist|sind|kostet|kosten|f(?:ü|ue)r|es|son|cuestan?|vale|por|a|est|sont|co[uû]tent?|pour|à)|:|=|–|-)\s+(?:(?:only|just|yours\s+for|now|nur|jetzt|solo|s[oó]lo|seulement|ahora)\s+)?[^0-9\p{L}]{0,3}(?:[A-Z]{3}\s?)?$", Claims.Options, Claims.Timeout)]
    private static partial Regex PriceBefore();
}
