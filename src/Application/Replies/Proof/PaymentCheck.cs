using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>Ways of paying: those that the shop's own texts name, and do not say no to.</summary>
internal static partial class PaymentCheck
{
    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        foreach (var sentence in draft.Sentences.Where(sentence => !sentence.Words.TrimEnd().EndsWith('?')))
        {
            foreach (var way in Ways().Matches(sentence.Words).Where(way => !IsDenied(sentence.Words, way)))
            {
                string name = NameOf(way);
                if (!evidence.ShopLines.Any(line => (line.Says(Ways()) || line.Says(Invoice())) && Ways().Matches(line.Text).Concat(Invoice().Matches(line.Text)).Any(own => NameOf(own) == name && !IsDenied(line.Text, own))))
                {
                    yield return new Finding(ClaimKind.Term, way.Value, "is no way of paying that the shop's texts name");
                }
            }
        }
    }

    private static bool IsDenied(string words, Match way) => Denial.IsAt(Idiom().Replace(words, blank => new string(' ', blank.Length)), way.Index);

    /// <summary>One name for each way, in whichever language it is spoken of.</summary>
    private static string NameOf(Match way) => way.Groups.Cast<Group>().Skip(1).FirstOrDefault(group => group.Success)?.Name ?? way.Value.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    // "Pay in instalments without interest" offers what it does not deny.
    [GeneratedRegex(@"\b(?:without|no|sin|sans|ohne|kein\w*|ning[uú]n)\s+(?:(?:any|extra|el\s+menor|ning[uú]n)\s+)?(?:interest|fees?|problems?|zinsen|geb(?:ü|ue)hren|problem\w*|inter[eé]s\w*|recargo|int[eé]r[eê]ts?|frais)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Idiom();

    // A shop that accepts "cards and invoice".
    [GeneratedRegex(@"\b(?:invoices?|rechnung|factura|facture)(?<invoice>)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Invoice();

    [GeneratedRegex(@"\b(?:klarna|paypal|apple\s?pay|google\s?pay|amazon\s?pay|afterpay|clearpay|alipay|wechat\s?pay|twint|sofort(?:(?:ü|ue)berweisung)|ideal\s+payment|giropay|bizum|bitcoin|(?:american\s?express|amex)(?<amex>)|(?:cash\s+on\s+delivery|nachnahme|contra\s?reembolso|contre[- ]remboursement)(?<delivery>)|(?:instal?lments?|ratenzahlung|in\s+raten|a\s+plazos|en\s+cuotas|en\s+plusieurs\s+fois|mensualit[eé]s)(?<parts>)|(?:crypto(?:currency|currencies)?|kryptow(?:ä|ae)hrung\w*)(?<crypto>)|(?:auf\s+rechnung|(?:pay|payment|paying)\s+(?:\w+\s+)?(?:by|on)\s+invoice)(?<invoice>))\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Ways();
}
