using System.Text.RegularExpressions;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>"Our cheapest product", "cheaper than": as the prices of those are that the model was shown.</summary>
internal static partial class ComparisonCheck
{
    private const int Stem = 5, LeastThing = 3;

    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        foreach (var sentence in draft.Sentences.Where(sentence => sentence.Mentions.Count > 0 && !sentence.Words.TrimEnd().EndsWith('?')))
        {
            if (Superlative().Match(sentence.Words) is { Success: true } best && !Denial.IsAt(sentence.Words, best.Index) && MostOrLeastOf(best, sentence, evidence) is { } other)
            {
                yield return new Finding(ClaimKind.Money, best.Value, $"is wrong: '{other.Title}' costs {ProductCard.Price(other)}");
            }

            if (Comparative().Match(sentence.Words) is { Success: true } than && !Denial.IsAt(sentence.Words, than.Index) && IsTurnedRound(than, sentence))
            {
                yield return new Finding(ClaimKind.Money, than.Value, "is not so by the listed prices");
            }
        }
    }

    /// <summary>What is cheaper than the one that is called cheapest, or dearer than the dearest; null: nothing that was shown is.</summary>
    private static Product? MostOrLeastOf(Match best, Sentence sentence, Evidence evidence)
    {
        string thing = best.Groups["thing"].Value;
        var candidates = Anything().IsMatch(thing) ? evidence.Products : [.. evidence.Products.Where(product => IsA(product, thing))];
        var named = (sentence.Mentions.FirstOrDefault(mention => mention.At > best.Index) ?? sentence.Mentions[^1]).Product;
        if (!candidates.Contains(named) || !Prices(named).Any())
        {
            return null;
        }

        // "Our cheapest is the M at 69", and the S is less.
        if (best.Groups["least"].Success && sentence.Amounts.FirstOrDefault(amount => amount.At > best.Index) is { } said && said.Value > Prices(named).Min() && Prices(named).Contains(said.Value))
        {
            return named;
        }

        return best.Groups["least"].Success
            ? candidates.FirstOrDefault(other => Prices(other).Any() && Prices(other).Min() < Prices(named).Min())
            : candidates.FirstOrDefault(other => Prices(other).Any() && Prices(other).Max() > Prices(named).Max());
    }

    private static bool IsTurnedRound(Match than, Sentence sentence)
    {
        if (sentence.Mentions.LastOrDefault(mention => mention.At < than.Index) is not { } first || sentence.Mentions.FirstOrDefault(mention => mention.At > than.Index) is not { } second
            || first.Product == second.Product || !Prices(first.Product).Any() || !Prices(second.Product).Any())
        {
            return false;
        }

        var (cheaper, dearer) = than.Groups["least"].Success ? (first.Product, second.Product) : (second.Product, first.Product);
        return Prices(cheaper).Min() >= Prices(dearer).Max();
    }

    private static bool IsA(Product product, string thing) => thing.Length >= LeastThing && product.Type.Contains(thing[..Math.Min(thing.Length, Stem)], StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<decimal> Prices(Product product) => Evidence.PricesOf(product).Select(price => price.Amount);

    // What limits it further ("the cheapest tent for four") is nobody's to judge.
    [GeneratedRegex(@"\b(?:(?<least>cheapest|least\s+expensive|lowest[- ]priced|g(?:ü|ue)nstigste\w*|billigste\w*|preiswerteste\w*)|(?<most>most\s+expensive|dearest|priciest|teuerste\w*))\s+(?:\p{L}+\s+)?(?<thing>\p{L}+)(?=\s*(?:[,:(–]|(?:is|are|at|we|in\s+(?:our|the)\s+(?:shop|store|range)|ist|sind|bei\s+uns|im\s+(?:shop|laden|sortiment))\b))|\b(?<thing>producto|art[ií]culo)\s+(?:(?<least>m[aá]s\s+(?:barato|econ[oó]mico))|(?<most>m[aá]s\s+caro))\b|\b(?<thing>produit|article)\s+(?:(?<least>le\s+moins\s+cher)|(?<most>le\s+plus\s+cher))\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Superlative();

    [GeneratedRegex(@"\b(?:(?<least>cheaper|less\s+expensive|g(?:ü|ue)nstiger|billiger|preiswerter|m[aá]s\s+barat[oa]|moins\s+ch[eè]re?)|(?<most>more\s+expensive|dearer|pricier|teurer|m[aá]s\s+car[oa]|plus\s+ch[eè]re?))\s+(?:than|als|que)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Comparative();

    [GeneratedRegex(@"^(?:things?|products?|items?|articles?|artikel|produkt\w*|producto|art[ií]culo|produit)$", Claims.Options, Claims.Timeout)]
    private static partial Regex Anything();
}
