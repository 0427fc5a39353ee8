using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>A yes to what the customer says makes it the shop's word: "so I get 20 % off, right?"</summary>
internal static partial class Agreement
{
    /// <returns>The customer's words as if they were the answer's; null: it agrees to nothing.</returns>
    public static Draft? In(Draft draft, Evidence evidence) =>
        evidence.Asked.Length > 0 && (draft.Sentences.Any(sentence => Yes().IsMatch(sentence.Words) && !Denial.IsIn(sentence.Words))
            || (draft.Sentences.Any(sentence => Okay().IsMatch(sentence.Words)) && !draft.Sentences.Any(sentence => Denial.IsIn(sentence.Words))))
            ? new Draft(Denial.Without(evidence.Asked.Replace('?', '.')), evidence.Products)
            : null;

    [GeneratedRegex(@"^\W*(?:(?:thanks|thank\s+you|danke|gracias|merci)[^,.!:]{0,30}[,.!:]\s+)?(?:yes|yep|yeah|sure|of\s+course|absolutely|certainly|definitely|exactly|correct|right|no\s+problem|deal|ja|jawohl|genau|nat(?:ü|ue)rlich|klar|gerne?|stimmt|richtig|s[ií]|claro|por\s+supuesto|exacto|correcto|desde\s+luego|oui|bien\s+s[uû]r|exact(?:ement)?|tout\s+[aà]\s+fait|d['’]accord|selvf(?:ø|o)lgelig|jo|joda)\b|\b(?:that['’]?s|that\s+is|you['’]?re|you\s+are|you\s+got\s+that|das\s+ist|das|eso\s+es|c['’]est)\s+(?:right|correct|richtig|stimmt|correcto|exact|juste)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Yes();

    // A yes where nothing in the answer is denied: "Okay! I don't know of a discount, though" is none.
    [GeneratedRegex(@"^\W*(?:indeed|okay|ok|all\s*right|confirmed|you\s+bet|done|perfect|that\s+works|einverstanden|in\s+ordnung|erledigt|passt|perfekt|best(?:ä|ae)tigt|vale|perfecto|hecho|confirmado|en\s+efecto|entendu|parfait|c['’]est\s+(?:fait|not[eé])|en\s+effet)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Okay();
}
