using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>
/// Which of the shop's lines come closest to what a sentence says: a true number of something else is no truth ("delivery of the bike" is not what
/// small items cost). They share most of its words; a country in common counts for more than those, and so does a kind of product.
/// </summary>
internal static partial class ClosestLines
{
    private const int CountryWeight = 3, KindWeight = 2;

    // Every line about delivery has them.
    private static readonly HashSet<string> SaidOfAll = PolicyCheck.StemsOf("cost costs price charge delivery deliver shipping shipped kostet kosten preis lieferung liefern versand versenden cuesta cuestan envío entrega coûte livraison livrer envoi");

    /// <param name="words">The sentence, or the clause of it that the number stands in.</param>
    /// <param name="sentence">Where that is from: "it costs 5" goes on about what stands before it.</param>
    /// <param name="evidence">What is answered: a country that was asked about is meant, also where it is not named again.</param>
    /// <param name="lines">Those that may be meant.</param>
    public static List<ShopLine> Of(string words, Sentence sentence, Evidence evidence, IEnumerable<ShopLine> lines)
    {
        string text = !GoesOn().IsMatch(words) ? words : words.Length < sentence.Words.Length ? sentence.Words : $"{sentence.Before} {words}";
        int start = sentence.Words.IndexOf(words, StringComparison.Ordinal);
        var kinds = PolicyCheck.StemsOf(string.Join(' ', sentence.Mentions.Where(mention => mention.At >= start && mention.At < start + words.Length).Select(mention => mention.Product.Type)));
        HashSet<string> stems = [.. OwnStemsOf(text), .. kinds];
        kinds.UnionWith(stems.Where(evidence.KindStems.Contains));
        List<Country> countries = [.. Countries.NamedIn(text).Select(named => named.Country)];
        if (countries.Count == 0 && Countries.NamedIn(evidence.Asked).Select(named => named.Country).ToList() is [var one])
        {
            countries.Add(one);
        }

        var scored = lines.Select(line => (Line: line, Score: Score(line, stems, kinds, countries))).ToList();
        int most = scored.Select(line => line.Score).DefaultIfEmpty().Max();
        return [.. scored.Where(line => line.Score == most).Select(line => line.Line)];
    }

    /// <summary>What a text is about, without what every line about delivery has.</summary>
    public static HashSet<string> OwnStemsOf(string text)
    {
        var stems = PolicyCheck.StemsOf(text);
        stems.ExceptWith(SaidOfAll);
        return stems;
    }

    private static int Score(ShopLine line, HashSet<string> stems, HashSet<string> kinds, List<Country> countries) =>
        line.Stems.Count(stems.Contains) + (line.Stems.Any(kinds.Contains) ? KindWeight : 0) + (countries.Exists(line.Countries.Contains) ? CountryWeight : 0);

    [GeneratedRegex(@"^\W*(?:(?:and|und|y|et)\s+)?(?:it|they|this|that|these|er|sie|es|das|est[oa]s?|cuesta|tarda|il|elle|cela|[cç]a|c['’]est)\b|\b(?:there|dort(?:hin)?|dahin|all[ií]|l[aà]-bas)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex GoesOn();
}
