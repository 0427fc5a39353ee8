using System.Text.RegularExpressions;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>Colours, sizes and the like that a product is said to come in: those of its forms, where these have any.</summary>
internal static partial class FormCheck
{
    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        foreach (var sentence in draft.Sentences.Where(sentence => sentence.About.Count > 0 && !sentence.Words.TrimEnd().EndsWith('?') && Comes().IsMatch(sentence.Words)))
        {
            foreach (var word in Colours.In(sentence.Words).Where(word => !Denial.IsAt(sentence.Words, word.Index)))
            {
                var about = sentence.Around(word.Index).ToList();
                if (about.Count > 0 && about.TrueForAll(product => (HasColours(product) || ComesIn().IsMatch(sentence.Words[..word.Index])) && !Says(product, word.Colour)))
                {
                    yield return new Finding(ClaimKind.Product, word.Word, $"is no colour of '{about[0].Title}'");
                }
            }

            foreach (var finding in Measures(sentence))
            {
                yield return finding;
            }

            foreach (var form in Named().Matches(sentence.Words).Select(match => match.Groups["form"]).Where(form => Colours.Of(form.Value) is null && !Denial.IsAt(sentence.Words, form.Index)))
            {
                var about = sentence.Around(form.Index).ToList();
                if (about.Count > 0 && evidence.Products.Any(other => HasForm(other, form.Value)) && about.TrueForAll(product => product.Variants.Any(variant => variant.Title.Length > 0)
                    && !HasForm(product, form.Value) && !$"{product.Title} {product.Description}".Contains(form.Value, StringComparison.OrdinalIgnoreCase)))
                {
                    yield return new Finding(ClaimKind.Product, form.Value, $"is no form of '{about[0].Title}'");
                }
            }
        }
    }

    /// <summary>"In bags of 2, 6 and 20 kg": a measure in which a product comes, and not in this one.</summary>
    private static IEnumerable<Finding> Measures(Sentence sentence)
    {
        foreach (var list in Measured().Matches(sentence.Words).Where(list => !Denial.IsAt(sentence.Words, list.Index)))
        {
            string unit = list.Groups["unit"].Value;
            var about = sentence.Around(list.Index).Distinct().ToList();
            foreach (string number in list.Groups["number"].Captures.Select(number => number.Value))
            {
                if (about.Count > 0 && about.TrueForAll(product => product.Variants.Any(form => Says(form.Title, null, unit)) && !product.Variants.Select(form => form.Title).Concat([product.Title, product.Description]).Any(text => Says(text, number, unit))))
                {
                    yield return new Finding(ClaimKind.Product, $"{number} {unit}", $"is no form of '{about[0].Title}'");
                }
            }
        }

        static bool Says(string text, string? number, string unit) => Measured().Matches(text).Any(own => own.Groups["unit"].Value.Equals(unit, StringComparison.OrdinalIgnoreCase) && (number is null || own.Groups["number"].Captures.Any(said => said.Value.Replace(',', '.') == number.Replace(',', '.'))));
    }

    private static bool HasForm(Product product, string form) =>
        product.Variants.Any(variant => variant.Title.Split(" / ").Any(value => value.Equals(form, form.Length <= 3 ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)));

    /// <summary>All of them colours that are known here: "Moss" may be what somebody calls green.</summary>
    private static bool HasColours(Product product)
    {
        var forms = product.Variants.Select(variant => variant.Title.Split(" / ")).ToList();
        return Enumerable.Range(0, forms.Select(form => form.Length).DefaultIfEmpty().Max()).Select(option => forms.Where(form => option < form.Length).Select(form => form[option]).ToList())
            .Any(values => values.TrueForAll(value => Colours.In(value).Any()));
    }

    private static bool Says(Product product, int colour) => product.Variants.Select(variant => variant.Title).Concat([product.Title, product.Description, .. product.Tags])
        .Any(text => Colours.In(text).Any(said => said.Colour == colour));

    [GeneratedRegex(@"\b(?:in|comes?|available|stock|gibt|erh(?:ä|ae)ltlich|verf(?:ü|ue)gbar|lager|en|viene|disponibles?|color|couleur|colou?rs?|farben?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Comes();

    // "In sand", "size XL".
    [GeneratedRegex(@"\b(?:in|en|size|gr(?:ö|oe)(?:ß|ss)e|talla|taille)\s+(?<form>[\p{L}0-9]+(?:/[\p{L}0-9]+)?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<![\p{L}0-9.,/])(?:(?<number>[0-9]{1,4}(?:[.,][0-9]{1,2})?)\s?(?:,|and|or|und|oder|y|o|et|ou|/)\s?)*(?<number>[0-9]{1,4}(?:[.,][0-9]{1,2})?)\s?(?<unit>kg|g|ml|cl|oz|lb|l)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Measured();

    [GeneratedRegex(@"\b(?:comes?|available|exists?|gibt\s+es|erh(?:ä|ae)ltlich|viene|disponible|existe)\s+(?:\p{L}+\s+){0,2}(?:in|en)\s+(?:\p{L}+,?\s+){0,6}$", Claims.Options, Claims.Timeout)]
    private static partial Regex ComesIn();
}
