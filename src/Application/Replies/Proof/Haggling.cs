using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>What a customer offers to pay: it may be turned down in the same words, and agreeing to it makes a price that the shop does not have.</summary>
internal static partial class Haggling
{
    /// <summary>"I can't do $100": the customer's figure, right behind the no.</summary>
    public static bool IsRefused(Amount amount, Sentence sentence) => Refuses().IsMatch(sentence.Words[..amount.At]) || IsNot().IsMatch(sentence.Words[amount.At..]);

    /// <summary>"Okay, 100 it is!" after "I'll pay 100 for it", of nothing that costs so.</summary>
    public static IEnumerable<string> AgreedIn(Sentence sentence, Evidence evidence) =>
        evidence.CustomerAmounts.Count > 0 && Agrees().Matches(sentence.Words) is { Count: > 0 } && !Denial.IsIn(sentence.Words) && Offers().IsMatch(evidence.CustomerText)
            ? Amount.BareIn(sentence.Words).Where(number => evidence.CustomerAmounts.Any(said => said.Value == number.Value)
                && !evidence.Products.SelectMany(Evidence.PricesOf).Any(price => price.Amount == number.Value)).Select(number => number.Words)
            : [];

    [GeneratedRegex(@"\b(?:can['’]?t|cannot|can\s+not|unable|won['’]t|not|nicht|kein\w*|no\s+(?:puedo|podemos)|pas)\b[^.!?0-9]{0,30}$", Claims.Options, Claims.Timeout)]
    private static partial Regex Refuses();

    [GeneratedRegex(@"^[0-9.,]+\s?[^0-9\s,.!?]{0,8}\s+(?:isn['’]t|is\s+not|is\s+too\s+low|won['’]t|geht\s+(?:leider\s+)?nicht|ist\s+(?:leider\s+)?(?:nicht|zu\s+wenig)|no\s+es|n['’]est\s+pas)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex IsNot();

    [GeneratedRegex(@"[0-9]\s+it\s+is\b|\bmake\s+it\b|\b(?:deal|agreed|einverstanden|abgemacht|trato\s+hecho|de\s+acuerdo|d['’]accord|march[eé]\s+conclu)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Agrees();

    [GeneratedRegex(@"\b(?:pay|sell|offer|deal|give\s+(?:me|you)|cheaper|price|(?:do|let|have|get)\s+(?:it|me|them)\b[^.!?]{0,20}\bfor|for\s+[$€£]?[0-9]|zahl\w*|biete|gebe|preis|pago|ofrezco|precio|paie|propose|prix)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Offers();
}
