using System.Globalization;
using System.Text.RegularExpressions;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>An answer taken apart: its sentences, and which products each of them is about.</summary>
internal sealed partial class Draft
{
    private const int LeastTitle = 4, MostOfAName = 4;

    /// <param name="written">Markdown, with products by reference.</param>
    /// <param name="products">Those that it may name.</param>
    /// <param name="asked">What it answers: "it costs 20 EUR" is about what was asked for.</param>
    public Draft(string written, IReadOnlyList<Product> products, Draft? asked = null)
    {
        Written = Readable.Text(written);
        Text = PlainText.FromMarkdown(Written);

        // Few of the products are named in an answer: only those are looked for in each of its sentences.
        string text = Text.ToLowerInvariant();
        var titles = products.Select(CalledNames.Of).Where(names => names.Title.Length >= LeastTitle && text.Contains(names.Title, StringComparison.Ordinal)).ToList();
        List<CalledNames> all = [.. products.Select(CalledNames.Of)];
        var models = all.FindAll(names => names.Model.Length > 0 && text.Contains(names.Model, StringComparison.Ordinal));
        var nicknames = ShortNames(text, all).Select(names => (Name: names.Short, names.Product, IsKind: false)).Concat(OnlyNames(text, all, isQuestion: asked is null)).ToList();
        var sentences = new List<Sentence>();
        IReadOnlyList<Mention> lately = asked is null ? [] : [.. asked.Products.Select(product => new Mention(product, 0, IsByKind: true))];
        string before = "";
        foreach (string words in Ends().Split(Text).Where(words => !string.IsNullOrWhiteSpace(words)))
        {
            var mentions = MentionsIn(words, products, titles, models, nicknames);
            sentences.Add(new Sentence(words, mentions, lately, before));
            before = words;
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

    private static List<Mention> MentionsIn(string words, IReadOnlyList<Product> products, List<CalledNames> titles, List<CalledNames> models, List<(string Name, Product Product, bool IsKind)> nicknames)
    {
        var mentions = ReferencesIn(words).Where(reference => reference.Number >= 1 && reference.Number <= products.Count)
            .Select(reference => new Mention(products[reference.Number - 1], reference.At)).ToList();
        string small = titles.Count + models.Count + nicknames.Count == 0 ? "" : words.ToLowerInvariant();
        var here = titles.FindAll(names => small.Contains(names.Title, StringComparison.Ordinal));

        // A title that is part of a longer one stands for the longer one.
        mentions.AddRange(here.Where(names => !here.Exists(other => other.Title.Length > names.Title.Length && other.Title.Contains(names.Title, StringComparison.Ordinal)))
            .Select(names => new Mention(names.Product, small.IndexOf(names.Title, StringComparison.Ordinal))));

        mentions.AddRange(models.Where(names => !mentions.Exists(mention => CalledNames.Of(mention.Product).Model == names.Model)).ToList().Select(names => new Mention(names.Product, Claims.PlaceOf(names.Model, small))).Where(mention => mention.At >= 0));

        // Another name under which a product is spoken of: "the Skare boots", "the french press".
        var named = mentions.Select(mention => mention.Product).ToHashSet();
        mentions.AddRange(nicknames.Where(nickname => !named.Contains(nickname.Product) && !named.Any(product => CalledNames.Of(product).Short == nickname.Name))
            .Select(nickname => new Mention(nickname.Product, Claims.PlaceOf(nickname.Name, small), nickname.IsKind)).Where(mention => mention.At >= 0).DistinctBy(mention => mention.Product));
        return [.. mentions.OrderBy(mention => mention.At)];
    }

    /// <summary>
    /// Those whose short name stands in the text, where it names few products and no kind of product. Where several are called so, any of
    /// them may be meant.
    /// </summary>
    private static List<CalledNames> ShortNames(string text, List<CalledNames> all) => all.FindAll(one => one.Short.Length > 0 && text.Contains(one.Short, StringComparison.Ordinal)
        && all.Count(other => other.Short == one.Short) <= MostOfAName
        && !all.Exists(other => (other.Short != one.Short && other.Title.Contains(one.Short, StringComparison.Ordinal)) || other.Type.Contains(one.Short, StringComparison.Ordinal)));

    /// <summary>What only one of them is called, so that no name is needed: the rest of its title, or its kind or a word of its title, in an answer behind an article.</summary>
    private static IEnumerable<(string Name, Product Product, bool IsKind)> OnlyNames(string text, List<CalledNames> all, bool isQuestion)
    {
        var nouns = (isQuestion ? Words() : Articled()).Matches(text).SelectMany(match => match.Groups["noun"].Captures).Select(noun => noun.Value).ToHashSet(StringComparer.Ordinal);
        return from names in all
               from name in nouns.Select(noun => (Noun: noun, Thing: Singular(noun, names))).Where(name => names.Nouns.Contains(name.Thing)).Append((Noun: names.Rest, Thing: names.Rest))
               where name.Noun.Length > 0 && text.Contains(name.Noun, StringComparison.Ordinal) && all.Count(other => other.Title.Contains(name.Thing, StringComparison.Ordinal) || other.Type.Contains(name.Thing, StringComparison.Ordinal)) == 1
               select (name.Noun, names.Product, true);
    }

    /// <summary>"Four stools" are of the stool.</summary>
    private static string Singular(string noun, CalledNames names) => noun.EndsWith('s') && !names.Nouns.Contains(noun) ? noun[..^1] : noun;

    // Lines, and sentences: a point between digits ends none, nor does one behind an abbreviation.
    [GeneratedRegex(@"\n+|(?<=[!?;…])\s+|,\s+(?=(?:want|shall|should|would|will|do|does|did|may|can|could|is|are|have|soll|hilft|passt|sollen|m(?:ö|oe)chten|wollen|quier\w+|puedo|desea|voulez|souhaitez)\b[^.!?]*\?)|(?<=[\p{L})\]%€$£""][.])(?<!\b(?:ca|approx|bzw|inkl|incl|ggf|usw|etc|z|b|e|g|no|nr|mr|mrs|ms|dr|st|max|min|tel|art|aprox|env|p|ej|ex)[.])\s+|(?<=[0-9][.])\s+(?=\p{Lu})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Ends();

    [GeneratedRegex(@"(?<noun>\p{L}{4,})", Claims.Options, Claims.Timeout)]
    private static partial Regex Words();

    // "The mascara", "the day cream", but not "a cream".
    [GeneratedRegex(@"\b(?:the|our|this|that|der|die|das|den|dem|unser\w*|el|la|los|las|nuestr[oa]s?|le|les|notre|l['’])\s?(?:(?<noun>[\p{L}0-9/]+)[\s-]){0,2}(?<noun>\p{L}{4,})(?=\P{L}|$)", Claims.Options, Claims.Timeout)]
    private static partial Regex Articled();

    [GeneratedRegex(@"[\[(]P(?<number>[0-9]{1,3})(?:\s*[,;/&]\s*P(?<number>[0-9]{1,3}))*[\])]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Claims.Timeout)]
    private static partial Regex References();
}

/// <param name="Words">What it says.</param>
/// <param name="Mentions">The products that it names.</param>
/// <param name="Lately">Those that were named last before it.</param>
/// <param name="Before">What the sentence before it says: "from 50 EUR it is free" goes on about that.</param>
internal sealed record Sentence(string Words, IReadOnlyList<Mention> Mentions, IReadOnlyList<Mention> Lately, string Before)
{
    /// <summary>The amounts of money in it.</summary>
    public IReadOnlyList<Amount> Amounts => field ??= Amount.In(Words);

    /// <summary>Those that it names, or where it names none those that were named last: "they cost 20 EUR".</summary>
    public IReadOnlyList<Mention> About => Mentions.Count > 0 ? Mentions : Lately;

    /// <summary>The products that words at this place may be about: the last that was named before them and the next after, or those named in the sentence before.</summary>
    public IEnumerable<Product> Around(int at) => Mentions.Count == 0
        ? About.Select(mention => mention.Product)
        : ((Mention?[])[Mentions.LastOrDefault(mention => mention.At <= at), Mentions.FirstOrDefault(mention => mention.At > at)]).OfType<Mention>()
            .SelectMany(near => Mentions.Where(mention => mention.At == near.At)).Select(mention => mention.Product);
}

/// <param name="Product">Which one.</param>
/// <param name="At">Where in the sentence.</param>
/// <param name="IsByKind">By a word that fits only it ("the grinder"), and not by its name: what else the sentence is about may not have been recognised.</param>
internal sealed record Mention(Product Product, int At, bool IsByKind = false);
