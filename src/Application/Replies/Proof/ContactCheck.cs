using System.Globalization;
using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>
/// Links, e-mail addresses and telephone numbers: those of the shop, the page and the products shown, to the letter. The model is told to write
/// no product links at all, since a reference becomes one.
/// </summary>
internal static partial class ContactCheck
{
    private const int ShortestPhone = 7;

    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        string text = Disguised().Replace(draft.Text, ".");
        List<string> emails = text.Contains('@', StringComparison.Ordinal) ? [.. Emails().Matches(text).Select(match => match.Value)] : [];
        foreach (string email in emails.Where(email => !Emails().Matches(evidence.ShopText).Any(own => own.Value.Equals(email, StringComparison.OrdinalIgnoreCase))
            && !(evidence.CustomerText.Contains(email, StringComparison.OrdinalIgnoreCase) && Noted().IsMatch(text))))
        {
            yield return new Finding(ClaimKind.Email, email, "is no address of the shop");
        }

        string rest = emails.Count == 0 ? text : Emails().Replace(text, " ");
        var known = new Lazy<HashSet<string>>(() => KnownLinks(evidence));
        var links = Links().Matches(rest);
        foreach (string link in links.Concat(rest.Contains('/', StringComparison.Ordinal) ? (IEnumerable<Match>)Paths().Matches(rest) : []).Select(match => match.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '"', '\'', '*')).Where(IsLink))
        {
            if (Canonical(link) is not { } address || !known.Value.Contains(address))
            {
                yield return new Finding(ClaimKind.Link, link, "is no link of the shop");
            }
        }

        foreach (string spelled in Spelled().Matches(rest).Concat((AtSigns().IsMatch(rest) ? (IEnumerable<Match>)Addresses().Matches(rest) : []).Where(handle => Claims.PlaceOf(handle.Value, evidence.ShopText, StringComparison.OrdinalIgnoreCase) < 0)).Select(match => match.Value))
        {
            yield return new Finding(ClaimKind.Link, spelled, "is no link of the shop");
        }

        foreach (string number in PhoneInWords().Matches(rest).Select(match => match.Value))
        {
            yield return new Finding(ClaimKind.Phone, number, "is no number of the shop");
        }

        rest = links.Count == 0 ? rest : Links().Replace(rest, " ");
        var phones = new Lazy<List<string>>(() => [.. Phones().Matches(evidence.ShopText).Select(match => DigitsOf(match.Value)).Where(digits => digits.Length >= ShortestPhone)]);
        foreach (string phone in Phones().Matches(rest).Select(match => match.Value.Trim()))
        {
            string digits = DigitsOf(phone);
            bool isKnown = digits.Length < ShortestPhone
                || phones.Value.Exists(own => own.EndsWith(digits.TrimStart('0'), StringComparison.Ordinal))
                || Digits(evidence.ProductNames).Contains(digits, StringComparison.Ordinal)
                || (Digits(evidence.CustomerText).Contains(digits, StringComparison.Ordinal) && !Calls().IsMatch(text) && !Ours().IsMatch(text));
            if (!isKnown)
            {
                yield return new Finding(ClaimKind.Phone, phone, "is no number of the shop");
            }
        }
    }

    private static HashSet<string> KnownLinks(Evidence evidence)
    {
        IEnumerable<string?> links =
        [
            .. evidence.Products.Select(product => product.Link?.OriginalString), evidence.Shop.Storefront?.OriginalString,
            .. Links().Matches(Emails().Replace(evidence.ShopText, " ")).Select(match => match.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')')),
        ];
        return [.. links.OfType<string>().Select(Canonical).OfType<string>()];
    }

    /// <summary>Null: an address with tricks in it (another user, another script, a port of its own), which is nobody's.</summary>
    private static string? Canonical(string link)
    {
        string full = link.Contains("://", StringComparison.Ordinal) ? link : $"https://{link}";
        return Uri.TryCreate(full, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0 && uri.Host.All(char.IsAscii)
            && !uri.Host.Contains("xn--", StringComparison.OrdinalIgnoreCase)
            ? $"{(uri.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? uri.Host[4..] : uri.Host).ToLowerInvariant()}{(uri.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{uri.Port}"))}{uri.AbsolutePath.TrimEnd('/')}{uri.Query}{uri.Fragment}"
            : null;
    }

    /// <summary>"boots.No" is two sentences without a space, "shop.example" is a place.</summary>
    private static bool IsLink(string text) =>
        text.Contains("://", StringComparison.Ordinal) || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) || text.Contains('/')
        || text.Split('.')[0].Contains('-', StringComparison.Ordinal) || !text.Split('.').Skip(1).Any(label => label.Length > 0 && char.IsUpper(label[0]) && !label.All(char.IsUpper));

    private static string DigitsOf(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static string Digits(string text) => string.Concat(text.Select(c => char.IsAsciiDigit(c) ? c : char.IsLetter(c) || c == '\n' ? ' ' : '\0')).Replace("\0", "", StringComparison.Ordinal);

    [GeneratedRegex(@"[\p{L}0-9._%+-]+\s?@\s?[\p{L}0-9-]+(?:\.[\p{L}0-9-]+)+", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Emails();

    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]{1,10}://[^\s<>]+|\bwww\.[^\s<>]+|(?<![0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9.])(?:/[^\s<>]*)?|(?<![\p{L}0-9.@/-])(?:[\p{L}0-9](?:[\p{L}0-9-]*[\p{L}0-9])?\.)+(?:com|net|org|shop|store|io|co|de|fr|es|eu|uk|us|info|biz|online|site|xyz|app|link|ly|me|no|se|dk|fi|at|ch|it|nl|be|pl|pt|ru|cn|tv|gg|to|cc|top|club|sale|deals|example|test|dev|ai|ie|ca|au|nz|jp|in|br|mx|cz|hu|ro|gr|tr|lu|li|is|ee|lv|lt|sk|si|hr|bg|ua|page|web|win|vip|pro|live|world|today|market|shopping|discount|bargains|blog|cloud|tech|pw|ws|su)\b(?:[/?#:][^\s<>]*)?", Claims.Options, Claims.Timeout)]
    private static partial Regex Links();

    [GeneratedRegex(@"\b[\p{L}0-9-]+\s*(?:\(dot\)|\[dot\]|\{dot\}|\s+dot\s+|\s+punkt\s+|\s+punto\s+|\s+point\s+)\s*(?:com|net|org|shop|store|io|co|de|fr|es|eu|example)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Spelled();

    // "deals[.]example", "deals(dot)example".
    [GeneratedRegex(@"\s?[\[({]\s?(?:\.|dot|punkt|punto|point)\s?[\])}]\s?", Claims.Options, Claims.Timeout)]
    private static partial Regex Disguised();

    // A host of any kind with a path behind it.
    [GeneratedRegex(@"(?<![\p{L}0-9.@/-])[\p{L}0-9-]{3,}\.[a-z]{2,12}/[^\s<>]*", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Paths();

    [GeneratedRegex(@"@|at[)\]}]|\sat\s", Claims.Options, Claims.Timeout)]
    private static partial Regex AtSigns();

    // A handle of another service, a mail address in words.
    [GeneratedRegex(@"(?<![\p{L}0-9._%+-])@[A-Za-z][A-Za-z0-9_.]{2,}|\b[\p{L}0-9._-]{2,}\s?(?:\(at\)|\[at\]|\{at\})\s?[\p{L}0-9.-]{2,}|\b(?:e?-?mail|address|write|adresse|direcci[oó]n|correo)\b[^.!?\n]{0,20}\b[a-z0-9._]+\s+at\s+[a-z0-9]+-[a-z0-9-]+", Claims.Options, Claims.Timeout)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"\b(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|null|eins|zwei|drei|vier|f(?:ü|ue)nf|sechs|sieben|acht|neun|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|deux|trois|quatre|cinq|sept|huit|neuf)[\s,.-]+){5,}", Claims.Options, Claims.Timeout)]
    private static partial Regex PhoneInWords();

    [GeneratedRegex(@"\b(?:our|us|unsere?\w*|nuestr[oa]s?|notre|nos)\s+(?:\w+\s+)?(?:number|phone|e?-?mail|address|whatsapp|nummer|adresse|n[uú]mero|correo|num[eé]ro|at)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Ours();

    // "A colleague will write to …": the customer's own address.
    [GeneratedRegex(@"\b(?:colleagues?|person|someone|somebody|team)\b[^.!?]{0,20}(?:\bwill\b|['’]ll\b)|\bnoted\b|\b(?:kolleg\w*|team|mensch|person)\b[^.!?]{0,30}\b(?:schreib|meld|antwort)\w*|\bnotiert\b|\b(?:compañer\w*|persona|equipo)\b[^.!?]{0,30}\bescrib\w*|\b(?:coll[eè]gue|personne|[eé]quipe)\b[^.!?]{0,30}\b[eé]crir\w*", Claims.Options, Claims.Timeout)]
    private static partial Regex Noted();

    [GeneratedRegex(@"(?<![\p{L}0-9.,#/-])(?:\+|00)?\(?[0-9](?:[ ()./\u00A0-]{0,2}[0-9]){6,17}(?![0-9\p{L}%€$£])", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Phones();

    [GeneratedRegex(@"\b(?:call|phone|ring|text|whatsapp|anrufen|rufen|telefon|llam\w+|tel[eé]fono|appel\w+|t[eé]l[eé]phon\w+)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Calls();
}
