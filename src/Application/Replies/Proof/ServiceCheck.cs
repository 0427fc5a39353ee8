using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>
/// Ways of paying, and what a shop may do besides selling: those that its own texts name, and do not say no to. "We do not offer purchase on
/// invoice" names it, and is no offer.
/// </summary>
internal static partial class ServiceCheck
{
    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        foreach (var sentence in draft.Sentences.Where(sentence => !sentence.Words.TrimEnd().EndsWith('?')))
        {
            foreach (var named in Ways().Matches(sentence.Words).Concat(Services().Matches(sentence.Words)).Where(named => !IsDenied(sentence.Words, named)))
            {
                string name = NameOf(named);
                var lines = evidence.ShopLines.Where(line => Offers(line, name)).ToList();
                if (lines.Count == 0 && !Names(evidence, named))
                {
                    yield return new Finding(ClaimKind.Term, named.Value, "is nothing that the shop's texts offer");
                }

                if (Countries.NamedIn(sentence.Words).Select(place => place.Country).FirstOrDefault(country => lines.Count > 0 && lines.TrueForAll(line => line.Says(Only()) && line.Countries.Count > 0 && !line.Countries.Contains(country))) is { } place)
                {
                    yield return new Finding(ClaimKind.Term, named.Value, $"is not offered in {place.Names[0]}");
                }

                foreach (var amount in Amount.In(Clause.At(sentence.Words, named.Index)).Where(amount => lines.Count > 0 && sentence.Mentions.Count == 0 && !lines.Exists(line => line.Amounts.Any(own => own.Value == amount.Value)) && evidence.ShopAmounts.Any(other => other.Value == amount.Value)))
                {
                    yield return new Finding(ClaimKind.Money, amount.Words, $"is not what the shop says of {named.Value}");
                }
            }
        }
    }

    private static bool Offers(ShopLine line, string name) => (line.Says(Ways()) || line.Says(Services()) || line.Says(InShort()))
        && Ways().Matches(line.Text).Concat(Services().Matches(line.Text)).Concat(InShort().Matches(line.Text)).Any(own => NameOf(own) == name && !IsDenied(line.Text, own));

    /// <summary>A product is called so: "Gift Card 50 EUR".</summary>
    private static bool Names(Evidence evidence, Match named) => evidence.Products.Any(product => product.Title.Contains(named.Value.TrimEnd('s'), StringComparison.OrdinalIgnoreCase));

    private static bool IsDenied(string words, Match named) => Denial.IsAt(Idiom().Replace(words, blank => new string(' ', blank.Length)), named.Index);

    /// <summary>One name for each, in whichever language it is spoken of.</summary>
    private static string NameOf(Match named) => named.Groups.Cast<Group>().Skip(1).FirstOrDefault(group => group.Success)?.Name ?? named.Value.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    // "Pay in instalments without interest" offers what it does not deny.
    [GeneratedRegex(@"\b(?:without|no|sin|sans|ohne|kein\w*|ning[uú]n)\s+(?:(?:any|extra|el\s+menor|ning[uú]n)\s+)?(?:interest|fees?|problems?|zinsen|geb(?:ü|ue)hren|problem\w*|inter[eé]s\w*|recargo|int[eé]r[eê]ts?|frais)\b|\bno\s+(?:earlier|later|sooner)\s+than\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Idiom();

    [GeneratedRegex(@"\b(?:only|nur|ausschlie(?:ß|ss)lich|solo|s[oó]lo|[uú]nicamente|uniquement|seulement)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Only();

    // As shops write it: "we accept cards and invoice", "Pick-up: Mon-Fri".
    [GeneratedRegex(@"\b(?:(?:invoices?|rechnung|factura|facture)(?<invoice>)|(?:pick\w*[- ](?:\w+\s+){0,3}up|pick\w*-?up|collect\w*|\w*abhol\w*|abgeholt|recog\w*|retrait|retirer)(?<collected>)|(?:\w*express\w*|urgente)(?<express>)|(?:geschenk|als\s+geschenk|regalo|cadeau|wrap(?:s|ped|ping)?|gift\s+packag\w*)(?<wrapped>)|(?:\w*montage\w*|aufbau\w*|assembl\w*|montaje)(?<assembled>))\b", Claims.Options, Claims.Timeout)]
    private static partial Regex InShort();

    [GeneratedRegex(@"\b(?:klarna|paypal|apple\s?pay|google\s?pay|amazon\s?pay|afterpay|clearpay|alipay|wechat\s?pay|twint|sofort(?:(?:ü|ue)berweisung)|ideal\s+payment|giropay|bizum|bitcoin|(?:american\s?express|amex)(?<amex>)|(?:cash\s+on\s+delivery|nachnahme|contra\s?reembolso|contre[- ]remboursement)(?<delivery>)|(?:instal?lments?|ratenzahlung|in\s+raten|a\s+plazos|en\s+cuotas|en\s+plusieurs\s+fois|mensualit[eé]s)(?<parts>)|(?:crypto(?:currency|currencies)?|kryptow(?:ä|ae)hrung\w*)(?<crypto>)|(?:auf\s+rechnung|rechnungskauf|(?:pay\w*|buy\w*|purchas\w*|order\w*)\s+(?:\w+\s+){0,3}(?:by|on|with|against)\s+(?:an?\s+)?(?:purchase\s+)?invoice|(?:pag\w+|compr\w+)\s+(?:\w+\s+)?(?:con|por|contra)\s+factura|(?:pa[iy]e\w*|achet\w+|paiement)\s+(?:\w+\s+)?(?:sur|par|contre|avec)\s+facture)(?<invoice>)|(?:buy\s+now,?\s+(?:and\s+)?pay\s+later|pay\s+(?:for\s+(?:it|them)\s+)?later|sp(?:ä|ae)ter\s+(?:be)?zahlen|pagar\s+(?:m[aá]s\s+tarde|despu[eé]s)|payer\s+plus\s+tard)(?<later>))\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Ways();

    // What many shops do, and others do not.
    [GeneratedRegex(@"\b(?:(?:gift[- ]?wrap\w*|wrap\s+(?:it|them|everything|the\s+\w+)\s+(?:up\s+)?(?:as\s+a\s+gift|for\s+(?:you|free))|geschenkverpackung\w*|als\s+geschenk\s+(?:ein|ver)(?:ge)?pack\w*|(?:envolver|envuelto|envoltorio|papel)\s+(?:\w+\s+)?(?:para|de)\s+regalo|(?:emballage|papier|paquet)\s+cadeau)(?<wrapped>)|(?:gift\s?(?:cards?|vouchers?|certificates?)|geschenkgutschein\w*|geschenkkarten?|tarjetas?\s+(?:de\s+)?regalo|cheques?\s+regalo|(?:cartes?|ch[eè]ques?|bons?)[- ]cadeaux?)(?<voucher>)|(?:show-?rooms?|ausstellungsr(?:a|ä|ae)um\w*|sala\s+de\s+exposici[oó]n\w*|salles?\s+d['’]exposition)(?<showroom>)|(?:express\s?(?:delivery|shipping|versand|lieferung|zustellung|service)|env[ií]o\s+(?:urgente|expr[eé]s)|livraison\s+express)(?<express>)|(?:parcel\s+lockers?|packstation\w*|paketstation\w*|paketbox\w*|paketautomat\w*|taquillas?|consignas?|points?\s+relais|punto\s+de\s+recogida)(?<locker>)|(?:price[- ]match\w*|match\s+(?:\w+\s+){0,3}prices?|(?:tief|best)preisgarantie|(?:igualamos|igualar)\s+(?:\w+\s+){0,2}precios?|align\w+\s+(?:\w+\s+){0,2}prix)(?<match>)|(?:(?:we|team|staff|carrier|technician\w*|haulier|driver)\s+(?:(?:will|can|gladly|also|happily)\s+){0,2}(?:assemble|install|set\s+up|put\s+together)\w*|assembly\s+service|montageservice|aufbauservice|wir\s+(?:montieren|bauen)\b[^.!?]{0,30}(?:\bauf\b|\bmontieren|[.!]|$)|servicio\s+de\s+montaje|service\s+de\s+montage|(?:montamos|nous\s+montons))(?<assembled>)|(?:click\s*(?:and|&|\+)\s*collect|(?:you|i|we)\s+(?:\w+\s+){0,3}(?:pick\s+(?:\w+\s+){0,3}up|collect\s+(?:it|them|your|the))|picked\s+up\s+(?:at|in|from)\s+(?:our|the)|pick-?up\s+(?:is|at|in|from|point|service)|selbst\s?abhol\w*|(?:bei\s+uns|im\s+laden|im\s+lager|im\s+gesch(?:ä|ae)ft|in\s+\p{Lu}\w+)\s+(?:\w+\s+){0,2}abhol\w*|(?:kann|k(?:ö|oe)nnen)\s+(?:ich|sie|es)\s+(?:\w+\s+){0,6}abholen|(?:recoger|retirar)(?:l[oa]s?)?\s+(?:\w+\s+){0,2}(?:en|nuestr\w+)|(?:venir\s+(?:le|la|les)\s+chercher|retrait\s+en\s+magasin))(?<collected>)|(?:(?:save|discount|off|less|rabatt|nachlass|skonto|cheaper|descuento|remise)\b[^.!?]{0,40}\b(?:(?:pay\w*|payment|paid)\s+in\s+advance|prepay\w*|vorkasse|vorauszahlung|por\s+adelantado|d['’]avance)|(?:(?:pay\w*|payment|paid)\s+in\s+advance|prepay\w*|vorkasse|vorauszahlung|por\s+adelantado|d['’]avance)\b[^.!?]{0,40}\b(?:save|discount|off|less|rabatt|nachlass|skonto|cheaper|descuento|remise))(?<advance>))\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Services();
}
