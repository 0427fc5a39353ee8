using System.Globalization;
using System.Text.RegularExpressions;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>An answer taken apart: its sentences, and which products each of them is about.</summary>
internal sealed partial class Draft
{
    private const int LeastShortName = 4, MostOfAName = 4;

    public Draft(string written, IReadOnlyList<Product> products)
    {
        Written = written;
        Text = PlainText.FromMarkdown(written);
        List<(string Name, Product Product)> shortNames = ShortNames(Text, products);
        var sentences = new List<Sentence>();
        IReadOnlyList<Mention> lately = [];
        foreach (string words in Ends().Split(Text).Where(words => !string.IsNullOrWhiteSpace(words)))
        {
            var mentions = MentionsIn(words, products, shortNames);
            sentences.Add(new Sentence(words, mentions, mentions.Count > 0 ? mentions : lately));
            lately = mentions.Count > 0 ? mentions : lately;
        }

        Sentences = sentences;
    }

    /// <summary>As the model wrote it.</summary>
    public string Written { get; }

    /// <summary>Without Markdown.</summary>
    public string Text { get; }

    public IReadOnlyList<Sentence> Sentences { get; }

    /// <summary>In the order in which they are first mentioned.</summary>
    public IEnumerable<Product> Products => Sentences.SelectMany(sentence => sentence.Mentions).Select(mention => mention.Product).Distinct();

    /// <summary>The references in it, known or not: "[P3]" is 3.</summary>
    public static IEnumerable<(int Number, int At, int End)> ReferencesIn(string text) =>
        from match in References().Matches(text)
        from number in match.Groups["number"].Captures
        select (int.Parse(number.ValueSpan, CultureInfo.InvariantCulture), match.Index, match.Index + match.Length);

    private static List<Mention> MentionsIn(string words, IReadOnlyList<Product> products, List<(string Name, Product Product)> shortNames)
    {
        var mentions = ReferencesIn(words).Where(reference => reference.Number >= 1 && reference.Number <= products.Count)
            .Select(reference => new Mention(products[reference.Number - 1], reference.At)).ToList();
        foreach (var product in products)
        {
            // A title that is part of a longer one stands for the longer one.
            int at = product.Title.Length < 4 ? -1 : words.IndexOf(product.Title, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && !products.Any(other => other.Title.Length > product.Title.Length && other.Title.Contains(product.Title, StringComparison.OrdinalIgnoreCase)
                && words.Contains(other.Title, StringComparison.OrdinalIgnoreCase)))
            {
                mentions.Add(new Mention(product, at));
            }
        }

        // The short name under which a product is spoken of: "the Skare boots".
        foreach (var (name, product) in shortNames.Where(named => !mentions.Exists(mention => NameOf(mention.Product) == named.Name)).ToList())
        {
            if (Claims.PlaceOf(name, words, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
            {
                mentions.Add(new Mention(product, at));
            }
        }

        return [.. mentions.OrderBy(mention => mention.At)];
    }

    /// <summary>
    /// The first word of a title that stands in the text, where it names few products and no kind of product. Where several are called so, any of
    /// them may be meant.
    /// </summary>
    private static List<(string Name, Product Product)> ShortNames(string text, IReadOnlyList<Product> products)
    {
        var named = products.Select(product => (Name: NameOf(product), Product: product)).ToList();
        return named.FindAll(one => one.Name.Length >= LeastShortName && one.Name.All(char.IsLetter) && text.Contains(one.Name, StringComparison.OrdinalIgnoreCase)
            && named.Count(other => other.Name == one.Name) <= MostOfAName
            && !named.Exists(other => (other.Name != one.Name && other.Product.Title.Contains(one.Name, StringComparison.OrdinalIgnoreCase))
                || other.Product.Type.Contains(one.Name, StringComparison.OrdinalIgnoreCase)));
    }

    private static string NameOf(Product product) => product.Title.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? product.Title[..space] : product.Title;

    // Lines, and sentences: a point between digits ends none, nor does one behind an abbreviation.
    [GeneratedRegex(@"\n+|(?<=[!?;…])\s+|(?<=[\p{L})\]%€$£""][.])(?<!\b(?:ca|approx|bzw|inkl|incl|ggf|usw|etc|z|b|e|g|no|nr|mr|mrs|ms|dr|st|max|min|tel|art|aprox|env|p|ej|ex)[.])\s+|(?<=[0-9][.])\s+(?=\p{Lu})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Ends();

    [GeneratedRegex(@"[\[(]P(?<number>[0-9]{1,3})(?:\s*[,;/&]\s*P(?<number>[0-9]{1,3}))*[\])]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Claims.Timeout)]
    private static partial Regex References();
}

/// <param name="Words">What it says.</param>
/// <param name="Mentions">The products that it names.</param>
/// <param name="About">Those, or where it names none those that were named last: "they cost 20 EUR".</param>
internal sealed record Sentence(string Words, IReadOnlyList<Mention> Mentions, IReadOnlyList<Mention> About)
{
    /// <summary>The products that words at this place may be about: the last that was named before them and the next after, or those named in the sentence before.</summary>
    public IEnumerable<Product> Around(int at) => Mentions.Count == 0
        ? About.Select(mention => mention.Product)
        : ((Mention?[])[Mentions.LastOrDefault(mention => mention.At <= at), Mentions.FirstOrDefault(mention => mention.At > at)]).OfType<Mention>()
            .SelectMany(near => Mentions.Where(mention => mention.At == near.At)).Select(mention => mention.Product);
}

internal sealed record Mention(Product Product, int At);
