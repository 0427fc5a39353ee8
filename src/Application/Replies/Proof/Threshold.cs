using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>What has to be reached, as opposed to what is paid: "free from 100 EUR", "orders over $75".</summary>
internal static partial class Threshold
{
    /// <summary>Whether an amount of this text is one.</summary>
    public static bool Is(Amount amount, string text) => Before().IsMatch(text[..amount.At]) || Behind().IsMatch(text[amount.At..]);

    [GeneratedRegex(@"\b(?:over|above|from|beyond|exceed(?:s|ing)?|at\s+least|more\s+than|orders?\s+of|value\s+of|minimum(?:\s+of)?|(?:limit|threshold)\s+(?:is|of)|(?:grenze|schwelle)\s+(?:von|ist|liegt\s+bei)|(?:l[ií]mite|m[ií]nimo)\s+(?:es|de)|seuil\s+(?:est\s+)?de|reach(?:es|ing)?|ab|(?:ü|ue)ber|mindestens|bestellwert(?:\s+von)?|desde|a\s+partir\s+de|m[aá]s\s+de|superiores?\s+a|m[ií]nimo\s+de|d[eè]s|plus\s+de|[aà]\s+partir\s+de|sup[eé]rieures?\s+[aà]|over)\s+(?:einem?\s+\w+\s+von\s+)?[^0-9\p{L}]{0,3}(?:[A-Z]{3}\s?)?$", Claims.Options, Claims.Timeout)]
    private static partial Regex Before();

    [GeneratedRegex(@"^[0-9.,]+\s?[^0-9\s,.]{0,7}\s*(?:\+(?!\s*[$€£0-9])|(?:and|or)\s+(?:more|up|above|over)|upwards?|aufw(?:ä|ae)rts|und\s+mehr|oder\s+mehr|o\s+m[aá]s|y\s+m[aá]s|et\s+plus|ou\s+plus)", Claims.Options, Claims.Timeout)]
    private static partial Regex Behind();
}
