using System.Text.RegularExpressions;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>Colours that a product is said to come in: those of its forms, where these have any.</summary>
internal static partial class ColourCheck
{
    /// <summary>One colour a line, under its names in English, German, Spanish and French.</summary>
    private static readonly string[][] Colours =
    [
        .. """
        black schwarz negro negra noir noire
        white weiß weiss blanco blanca blanc blanche
        red rot rojo roja rouge
        blue blau azul bleu bleue
        green grün gruen verde vert verte
        yellow gelb amarillo amarilla jaune
        orange naranja
        purple violet lila violett morado morada
        pink rosa rose
        brown braun marrón marron brun
        grey gray grau gris
        beige
        turquoise türkis turquesa
        silver silber plata argent
        gold golden oro
        """.Split('\n').Select(line => line.Split(' ')),
    ];

    private static readonly Dictionary<string, int> Known = Colours.SelectMany((names, colour) => names.Select(name => (name, colour))).ToDictionary(pair => pair.name, pair => pair.colour, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        foreach (var sentence in draft.Sentences.Where(sentence => sentence.About.Count > 0 && !sentence.Words.TrimEnd().EndsWith('?') && Comes().IsMatch(sentence.Words)))
        {
            foreach (var word in Words().Matches(sentence.Words).Where(word => Known.ContainsKey(word.Value) && !Denial.IsAt(sentence.Words, word.Index)))
            {
                var about = sentence.Around(word.Index).ToList();
                if (about.Count > 0 && about.TrueForAll(product => HasColours(product) && !Says(product, Known[word.Value])))
                {
                    yield return new Finding(ClaimKind.Product, word.Value, $"is no colour of '{about[0].Title}'");
                }
            }
        }
    }

    private static bool HasColours(Product product) => product.Variants.Any(variant => Words().Matches(variant.Title).Any(word => Known.ContainsKey(word.Value)));

    private static bool Says(Product product, int colour) => product.Variants.Select(variant => variant.Title).Concat([product.Title, product.Description, .. product.Tags])
        .Any(text => Words().Matches(text).Any(word => Known.TryGetValue(word.Value, out int said) && said == colour));

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Words();

    [GeneratedRegex(@"\b(?:in|comes?|available|stock|gibt|erh(?:ä|ae)ltlich|verf(?:ü|ue)gbar|lager|en|viene|disponibles?|color|couleur|colou?rs?|farben?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Comes();
}
