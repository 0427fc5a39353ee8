using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>What colours are called in English, German, Spanish and French: "rote", "rojo" and "rouge" are red.</summary>
internal static partial class Colours
{
    private static readonly string[] Names =
    [
        "black schwarz negro negra negros negras noir noire noirs noires",
        "white ivory cream ecru creme crema crème weiß weiss blanco blanca blancos blancas blanc blanche blancs blanches",
        "red burgundy bordeaux crimson rot rojo roja rojos rojas rouge rouges",
        "blue petrol teal indigo blau azul azules bleu bleue bleus bleues navy marine marineblau",
        "green moss olive sage mint salbei minze khaki oliv grün gruen verde verdes vert verte verts vertes",
        "yellow gelb amarillo amarilla amarillos amarillas jaune jaunes",
        "orange naranja",
        "purple violet lila violett morado morada morados moradas violette",
        "pink rosa rose",
        "brown braun marrón marron brun brune",
        "grey gray charcoal slate anthracite anthrazit antracita grau gris grises grise",
        "beige sand arena sable",
        "turquoise türkis turquesa",
        "silver silber plata argent",
        "gold golden oro",
        "rust rost terracotta terrakotta",
        "mustard senf mostaza moutarde",
    ];

    /// <summary>A German colour takes these before a thing: "der rote Ständer".</summary>
    private static readonly string[] Endings = ["", "e", "er", "es", "en", "em"];

    private static readonly Dictionary<string, int> Known = Names.SelectMany((names, colour) => names.Split(' ').SelectMany(name => Endings.Select(ending => (Name: name + ending, colour))))
        .DistinctBy(pair => pair.Name).ToDictionary(pair => pair.Name, pair => pair.colour, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null: it is none.</summary>
    public static int? Of(string word) => Known.TryGetValue(word, out int colour) ? colour
        : Shade().Match(word) is { Success: true } shade && (Known.TryGetValue(shade.Groups["kind"].Value, out int own) || Known.TryGetValue(shade.Groups["colour"].Value, out own)) ? own : null;

    public static IEnumerable<(string Word, int Index, int Colour)> In(string text) =>
        from word in Words().Matches(text)
        let colour = Of(word.Value)
        where colour is not null
        select (word.Value, word.Index, colour.Value);

    // "Dunkelblau", "salbeigrüne"; "senfgelb" is mustard.
    [GeneratedRegex(@"^(?:(?<kind>\p{L}{3,})(?<colour>(?:blau|gr(?:ü|ue)n|grau|braun|schwarz|wei(?:ß|ss)|gelb)(?:e[rsnm]?)?)|(?<kind>dunkel|hell|wein|feuer|rost|kirsch|ziegel)(?<colour>(?:rot|rosa|beige)(?:e[rsnm]?)?))$", Claims.Options, Claims.Timeout)]
    private static partial Regex Shade();

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Words();
}
