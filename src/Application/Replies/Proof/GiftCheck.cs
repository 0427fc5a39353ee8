using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>What is given away: as the shop's own texts have it, and on their conditions.</summary>
internal static partial class GiftCheck
{
    private const int Stem = 5;

    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        foreach (var sentence in draft.Sentences)
        {
            foreach (var gift in Free().Matches(sentence.Words).Where(free => !Denial.IsAt(sentence.Words, free.Index) && !Short().IsMatch(sentence.Words[..free.Index])).Concat(NoFee().Matches(sentence.Words)).Take(1))
            {
                if (!IsFree(sentence, gift.Index, evidence))
                {
                    yield return new Finding(ClaimKind.Discount, gift.Value, "is given away nowhere in the shop's data");
                }
            }
        }
    }

    public static bool SaysFree(string text) => Free().IsMatch(text);

    /// <summary>What the shop says is free is so on its conditions: an amount that it names has to be named along, or reached by what is spoken of.</summary>
    private static bool IsFree(Sentence sentence, int at, Evidence evidence)
    {
        if (Evidence.PricesOfAll(sentence).Any(price => price.Amount == 0))
        {
            return true;
        }

        var own = evidence.ShopLines.Where(line => line.Says(Free()) || line.Says(NoFee())).ToList();
        bool isShipping = Shipping().IsMatch(sentence.Words) || (GoesOn().IsMatch(sentence.Words) && Shipping().IsMatch(sentence.Before) && !own.Exists(line => SharesSubject(line, sentence)));
        string clause = Clause.At(sentence.Words, at);
        bool isExchange = Exchanging().IsMatch(clause), isReturn = Returning().IsMatch(clause);
        var same = own.Where(line => isExchange ? line.Says(Exchanging()) : isReturn ? line.Says(Returning()) : isShipping ? line.Says(Shipping()) : SharesSubject(line, sentence)).ToList();

        // That the title speaks of shipping says little about what a sentence below it calls free, unless it names a condition.
        return same.Exists(line => (line.Thresholds.Count > 0 ? line.Thresholds : AmountsBeside(line, sentence)) is var conditions
            && ((conditions.Count == 0 && !line.IsTitled) || conditions.Any(condition => IsMet(condition, sentence))));
    }

    private static bool IsMet(Amount condition, Sentence sentence)
    {
        // "Your total is 83.50. Delivery is free on that."
        if (OnThat().IsMatch(sentence.Words) && Amount.In(sentence.Before).Any(amount => amount.Value >= condition.Value))
        {
            return true;
        }

        var said = sentence.Amounts;
        return said.Any(amount => amount.Value == condition.Value || (amount.Value > condition.Value && !Threshold.Is(amount, sentence.Words)))
            || (sentence.Mentions.Count > 0 && !said.Any(amount => Threshold.Is(amount, sentence.Words)) && Evidence.PricesOfAll(sentence).All(price => price.Amount >= condition.Value));
    }

    /// <summary>What the line asks for it: nothing where the sentence shares a thing with the clause that says free, and the amounts are of another ("parcels go back free; furniture costs 49").</summary>
    private static IReadOnlyList<Amount> AmountsBeside(ShopLine line, Sentence sentence)
    {
        if (line.Amounts.Count == 0 || Array.Find(Clause.Split(line.Text), clause => Free().IsMatch(clause) || NoFee().IsMatch(clause)) is not { } free || Amount.In(free).Count > 0)
        {
            return line.Amounts;
        }

        var others = PolicyCheck.StemsOf(line.Text.Replace(free, " ", StringComparison.Ordinal));
        return PolicyCheck.StemsOf(Free().Replace(free, " ")).Except(others).Intersect(PolicyCheck.StemsOf(Free().Replace(sentence.Words, " "))).Any(stem => !stem.StartsWith("char", StringComparison.Ordinal)) ? [] : line.Amounts;
    }

    private static bool SharesSubject(ShopLine line, Sentence sentence) => Subjects(line.Text).Intersect(Subjects(sentence.Words), StringComparer.OrdinalIgnoreCase).Any();

    private static IEnumerable<string> Subjects(string line) => Subject().Matches(line).Select(match => match.Value[..Math.Min(match.Length, Stem)]);

    [GeneratedRegex(@"(?<!\bfeel\s)(?<!-)(?<!\bis\s)(?<!\b(?:pvc|lead|fragrance|perfume|sugar|gluten|lactose|dairy|fat|cruelty|oil|alcohol|plastic|bpa|pfas|paraben|silicone|latex|nickel|lead|rust|wrinkle|hands?|stress|worry|risk|duty|scent|residue|lint)\s)\b(?:free)\b(?!-|\s+(?:to|from(?!\s*[$€£]?\s?[0-9])|of\s+(?!charge\b|cost\b)\w+)\b)|\bfree\s+of\s+charge\b|\b(?:is|are)\s+free\b(?!\s+(?:to|of)\b)|\b(?:gratis|(?:i|we)(?:[’']ll|\s+(?:will|can|could))\s+(?:add|include|slip\s+in)\s+(?:a|an|one|another|some)\b(?!\s+(?:note|comment|reminder|remark|person|message))|zero\s+charge|complimentary|included\s+in\s+the\s+price|on\s+us\b|throw\s+in|(?:cost|costs)\s+(?:you\s+)?nothing|without\s+(?:any\s+)?(?:extra\s+)?(?:charge|cost)|for\s+nothing|we(?:['’]ll|\s+will)?\s+(?:cover|pay(?:\s+for)?)\s+(?:the\s+|your\s+)?(?:postage|shipping|delivery)|pay\s+(?:no|nothing\s+for)\s+(?:shipping|postage|delivery)|\w*portofrei\w*|frei\s+haus|versandkostenfrei\w*|im\s+preis\s+(?:inbegriffen|enthalten)|kostet\s+(?:sie\s+)?nichts|kostenlos\w*|kostenfrei\w*|umsonst|geschenkt|gratuit\w*|no\s+cuesta[n]?\s+nada|incluid[oa]\s+en\s+el\s+precio|inclus[e]?\s+dans\s+le\s+prix|ne\s+co[uû]te(?:nt)?\s+rien|franco\s+de\s+port|regalo|regalamos|offert[es]*|on\s+the\s+house|no\s+charge)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Free();

    [GeneratedRegex(@"\b(?:no|without\s+any|zero|at\s+no|at\s+zero)\s+(?:\w+\s+){0,2}(?:fees?|charges?|costs?)\b|\bkeine\w*\s+(?:\w+\s+)?\w*(?:geb(?:ü|ue)hr\w*|kosten)\b|\bsin\s+(?:costes?|gastos|cargos?)\b|\bsans\s+frais\b", Claims.Options, Claims.Timeout)]
    private static partial Regex NoFee();

    [GeneratedRegex(@"\b(?:ship\w*|deliver\w*|postage|\w*versand\w*|liefer\w*|env[ií]o\w*|livraison\w*|port)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Shipping();

    [GeneratedRegex(@"\b(?:return\w*|send\w*\s+(?:\w+\s+){0,4}back|r(?:ü|ue)ck(?:send|versand|gabe|nahme)\w*|zur(?:ü|ue)ck\w*|devol\w*|devuel\w*|retour\w*|renvo\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Returning();

    [GeneratedRegex(@"\b(?:exchang\w*|swap\w*|umtausch\w*|cambi[oa]\w*|[eé]chang\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Exchanging();

    // Right before it: "you are 91 EUR short of free delivery".
    [GeneratedRegex(@"\b(?:short\s+of|away\s+from|missing\s+(?:for|to)|(?:more|left)\s+(?:for|to|until)|until|bis\s+zu[mr]?|fehlen\b[^.!?]{0,20}|faltan?\b[^.!?]{0,20}|manque\w*\b[^.!?]{0,20})\s+(?:get\s+|reach\s+|the\s+|a\s+|para\s+|el\s+|la\s+|für\s+)*(?:\p{L}+\s+)?$", Claims.Options, Claims.Timeout)]
    private static partial Regex Short();

    [GeneratedRegex(@"\b(?:on|for|with|to)\s+(?:that|this|both|it|them|your\s+order)\b|\b(?:so|therefore|then|damit|dafür|daf(?:ü|ue)r|also|con\s+eso|as[ií]|avec\s+cela|donc)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex OnThat();

    [GeneratedRegex(@"\b(?:it|it['’]s|that['’]s|this|er|sie|es|das|lo|es|il|elle|c['’]est)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex GoesOn();

    [GeneratedRegex(@"\b\p{L}{5,}\b", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Subject();
}
