using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>"I cannot", "kein", "no hay", "ne … pas": what is denied is not promised. A denial reaches as far as its clause, in English, German, Spanish and French.</summary>
internal static partial class Denial
{
    /// <summary>Anywhere in it.</summary>
    public static bool IsIn(string sentence) => Denials().IsMatch(Idioms().Replace(sentence, Blank));

    /// <summary>Of what stands at this place: "I can't lower the price, but shipping is free" does not deny the shipping.</summary>
    public static bool IsAt(string sentence, int at)
    {
        string words = Idioms().Replace(sentence, Blank);
        if (!Denials().IsMatch(words))
        {
            return false;
        }

        int start = 0;
        foreach (var border in Borders().Matches(words).Cast<Match>())
        {
            int next = border.Index + border.Length;
            bool isOwn = border.Groups["turn"].Success || (Asserts().IsMatch(words[start..border.Index]) && Asserts().IsMatch(words[next..]) && !Continues().IsMatch(words[next..]));
            if (!isOwn)
            {
                continue;
            }

            if (at < next)
            {
                return Denials().IsMatch(words[start..border.Index]);
            }

            start = next;
        }

        return Denials().IsMatch(words[start..]);
    }

    /// <summary>Without what denies: whoever says yes to it has said so.</summary>
    public static string Without(string text) => Denials().Replace(text, " ");

    /// <summary>Of the same length, so that places stay what they are.</summary>
    private static string Blank(Match match) => new(' ', match.Length);

    [GeneratedRegex(@"\b(?:not|no|never|none|nothing|neither|nor|cannot|can't|cant|don't|doesn't|isn't|aren't|won't|wouldn't|couldn't|haven't|hasn't|unable|unfortunately|afraid|without|unless|nicht|nichts|kein\w*|nie|niemals|leider|ohne|weder|nunca|ning[uú]n\w*|sin|tampoco|nada|ne|n'\w+|pas|aucune?|jamais|rien|sans|malheureusement)\b|n[’']t\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Denials();

    // What only sounds like a denial.
    [GeneratedRegex(@"^\W*(?:no|nein|non)\s*[,.:–-]|\b(?:(?:do\s+not|don['’]?t|not\s+to|never|no\s+need\s+to)\s+(?:worry|forget|hesitate|miss|wait|mind)|not\s+only|not\s+just|why\s+(?:not|don['’]t\s+you)|(?:pay\s+(?:no|nothing)|for\s+nothing)|without\s+(?:fail|(?:a\s+|any\s+)?doubt|problems?|ado|charge|cost|code|any\s+code)|(?:at\s+)?(?:no|zero)\s+(?:(?:extra|additional|further)\s+)?(?:charge|costs?|minimum|strings|problem|worr(?:y|ies)|doubt|matter|questions)|keine\s+(?:sorge|angst|frage)|kein\s+(?:thema|problem|mindestbestellwert)|ohne\s+(?:frage|zweifel|problem\w*|mindestbestellwert|wenn\s+und\s+aber)|nicht\s+(?:vergessen|nur)|vergessen\s+sie\s+nicht|keine\w*\s+(?:\w+\s+)?\w*kosten|ohne\s+\w*kosten|sin\s+(?:problemas?|duda|falta|costes?|cargos?|m[ií]nimo|gastos)|no\s+(?:se\s+preocupe|te\s+preocupes|olvide[sn]?|dude[ns]?|s[oó]lo|cuesta\s+nada)|pas\s+de\s+(?:soucis?|probl[eè]me|frais)|n['’](?:oubliez|h[eé]sitez)\s+pas|ne\s+vous\s+inqui[eé]tez\s+pas|non\s+seulement|sans\s+(?:soucis?|probl[eè]me|faute|(?:aucun\s+)?doute|frais|minimum)|nothing\s+(?:extra|to\s+pay)|costs?\s+(?:you\s+)?nothing|ne\s+co[uû]te\s+rien|kostet\s+(?:sie\s+)?nichts)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Idioms();

    [GeneratedRegex(@"(?<turn>\s(?:but|however|so|then|because|since|aber|sondern|daher|denn|also|pero|sino|porque|as[ií]\s+que|mais|donc|car)\s)|[;:–—]\s|,\s+|\s(?:and|und|y|et)\s+(?=(?:i|we|you|it|they|this|that|there|the|our|your|all|everything|shipping|delivery|ich|wir|sie|es|er|man|das|die|der|alles|el|la|los|las|le|les|il|elle|nous|vous|on|c['’]est)\b)", Claims.Options, Claims.Timeout)]
    private static partial Regex Borders();

    // Somebody does something: what says so is a clause of its own.
    [GeneratedRegex(@"\b(?:is|are|was|were|has|will|can|may|gets?|costs?|comes|ships?|arrives?|takes|works?|applies|sleeps|fits)\b|['’](?:s|re|ll|ve|d)\b|\b(?:i|we|you|it|they)\s+(?:\w+\s+)?(?:have|get|give|offer|ship|pay|save|find|use|do|don't|know|deliver|accept|carry|sell|stock|throw|take)\b|\b(?:do|don|can|won|isn|aren|doesn)[n]?['’]t\b|\bcannot\b|\b(?:ist|sind|hat|haben|gibt|geben|kostet|kosten|kommt|bekommen|erhalten|k(?:ö|oe)nnen|kann|wird|werden|liefern|gilt|zahlen|sparen)\b|\b(?:es|son|est[aá]n?|tiene[sn]?|tenemos|hay|cuestan?|llegan?|puede[ns]?|puedo|podemos|env[ií]amos|vale[n]?)\b|\b(?:est|sont|a|avez|avons|co[uû]tent?|arrive|peu[xt]|pouvez|pouvons|sera|b[eé]n[eé]ficiez|livrons)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Asserts();

    // "…, as far as I know", "…, that I know of", "…, which is why": still the same clause.
    [GeneratedRegex(@"^(?:as|that|which|who|if|when|unless|until|while|although|dass|wenn|ob|soweit|weil|que|si|cuando|lo\s+siento|je\s+crois|qui)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Continues();
}
