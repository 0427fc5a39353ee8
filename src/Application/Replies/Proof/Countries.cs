using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>Countries that shops ship to, under their names in English, German, Spanish and French: a shop's texts and its answers need not be in one language.</summary>
internal static partial class Countries
{
    private static readonly Country[] Known =
    [
        .. """
        EU|Germany|Deutschland|Alemania|Allemagne
        EU|Austria|Österreich|Autriche
        Europe|Switzerland|Schweiz|Suiza|Suisse
        EU|France|Frankreich|Francia
        EU|Italy|Italien|Italia|Italie
        EU|Spain|Spanien|España|Espagne
        EU|Portugal
        EU|Netherlands|Niederlande|Holland|Países Bajos|Pays-Bas
        EU|Belgium|Belgien|Bélgica|Belgique
        EU|Luxembourg|Luxemburg|Luxemburgo
        EU|Denmark|Dänemark|Dinamarca|Danemark|Danmark
        Europe|Norway|Norwegen|Noruega|Norvège|Norge
        EU|Sweden|Schweden|Suecia|Suède|Sverige
        EU|Finland|Finnland|Finlandia|Finlande
        Europe|Iceland|Island|Islandia|Islande
        EU|Ireland|Irland|Irlanda|Irlande
        Europe|United Kingdom|UK|Great Britain|England|Großbritannien|Vereinigtes Königreich|Reino Unido|Inglaterra|Royaume-Uni|Angleterre
        EU|Poland|Polen|Polonia|Pologne
        EU|Czech Republic|Czechia|Tschechien|Chequia|Tchéquie
        EU|Hungary|Ungarn|Hungría|Hongrie
        EU|Slovakia|Slowakei|Eslovaquia|Slovaquie
        EU|Slovenia|Slowenien|Eslovenia|Slovénie
        EU|Croatia|Kroatien|Croacia|Croatie
        EU|Romania|Rumänien|Rumanía|Roumanie
        EU|Bulgaria|Bulgarien|Bulgarie
        EU|Greece|Griechenland|Grecia|Grèce
        Europe|Turkey|Türkei|Turquía|Turquie
        World|United States|USA|US|U.S.|Vereinigte Staaten|Estados Unidos|États-Unis
        World|Canada|Kanada|Canadá
        World|Mexico|Mexiko|México|Mexique
        World|Brazil|Brasilien|Brasil|Brésil
        World|Argentina|Argentinien|Argentine
        World|Australia|Australien|Australie
        World|New Zealand|Neuseeland|Nueva Zelanda|Nouvelle-Zélande
        World|Japan|Japón|Japon
        World|China|Chine
        World|India|Indien|Inde
        """.Split('\n', StringSplitOptions.TrimEntries).Select(line => line.Split('|')).Select(line => new Country(line[0], line[1..])),
    ];

    /// <summary>Each as the text names it.</summary>
    public static IEnumerable<(string Named, Country Country)> NamedIn(string text) =>
        from country in Known
        let named = Array.Find(country.Names, name => Claims.PlaceOf(name, text) >= 0)
        where named is not null
        select (named, country);

    /// <summary>Those that it says no to: "we do not deliver to Switzerland".</summary>
    public static IEnumerable<Country> DeniedIn(string text) =>
        from named in NamedIn(text)
        where Denial.IsAt(text, Claims.PlaceOf(named.Named, text))
        select named.Country;

    public static bool IsNamedIn(string text, Country country) => Array.Exists(country.Names, name => Claims.PlaceOf(name, text) >= 0);

    /// <summary>By a name of a region that it lies in: "other EU countries", "rest of Europe", "worldwide".</summary>
    public static bool IsMeantIn(string text, Country country) =>
        World().IsMatch(text) || (country.Region is "EU" or "Europe" && Europe().IsMatch(text)) || (country.Region is "EU" && Union().IsMatch(text));

    [GeneratedRegex(@"\b(?:world-?wide|international\w*|everywhere|anywhere|all\s+countries|abroad|weltweit|ausland\w*|ganze\w*\s+welt|mundial\w*|todo\s+el\s+mundo|monde\s+entier)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex World();

    [GeneratedRegex(@"\b(?:europe(?!an\s+union)\w*|europa(?!ea)\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Europe();

    [GeneratedRegex(@"\b(?:eu|european\s+union|europ(?:ä|ae)ische\w*\s+union|ue|uni[oó]n\s+europea|union\s+europ[eé]enne)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Union();
}

/// <param name="Region">"EU", "Europe" or "World", the smallest that it lies in.</param>
/// <param name="Names">In English, German, Spanish and French.</param>
internal sealed record Country(string Region, string[] Names);
