namespace GptMessenger.Application.Replies.Proof;

/// <summary>Countries that shops ship to, under their names in English, German, Spanish and French: a shop's texts and its answers need not be in one language.</summary>
internal static class Countries
{
    private static readonly string[][] All =
    [
        .. """
        Germany|Deutschland|Alemania|Allemagne
        Austria|Österreich|Autriche
        Switzerland|Schweiz|Suiza|Suisse
        France|Frankreich|Francia
        Italy|Italien|Italia|Italie
        Spain|Spanien|España|Espagne
        Portugal
        Netherlands|Niederlande|Holland|Países Bajos|Pays-Bas
        Belgium|Belgien|Bélgica|Belgique
        Luxembourg|Luxemburg|Luxemburgo
        Denmark|Dänemark|Dinamarca|Danemark|Danmark
        Norway|Norwegen|Noruega|Norvège|Norge
        Sweden|Schweden|Suecia|Suède|Sverige
        Finland|Finnland|Finlandia|Finlande
        Iceland|Island|Islandia|Islande
        Ireland|Irland|Irlanda|Irlande
        United Kingdom|UK|Great Britain|England|Großbritannien|Vereinigtes Königreich|Reino Unido|Inglaterra|Royaume-Uni|Angleterre
        Poland|Polen|Polonia|Pologne
        Czech Republic|Czechia|Tschechien|Chequia|Tchéquie
        Hungary|Ungarn|Hungría|Hongrie
        Slovakia|Slowakei|Eslovaquia|Slovaquie
        Slovenia|Slowenien|Eslovenia|Slovénie
        Croatia|Kroatien|Croacia|Croatie
        Romania|Rumänien|Rumanía|Roumanie
        Bulgaria|Bulgarien|Bulgarie
        Greece|Griechenland|Grecia|Grèce
        Turkey|Türkei|Turquía|Turquie
        United States|USA|US|U.S.|Vereinigte Staaten|Estados Unidos|États-Unis
        Canada|Kanada|Canadá
        Mexico|Mexiko|México|Mexique
        Brazil|Brasilien|Brasil|Brésil
        Argentina|Argentinien|Argentine
        Australia|Australien|Australie
        New Zealand|Neuseeland|Nueva Zelanda|Nouvelle-Zélande
        Japan|Japón|Japon
        China|Chine
        India|Indien|Inde
        """.Split('\n', StringSplitOptions.TrimEntries).Select(line => line.Split('|')),
    ];

    /// <summary>Each as the text names it, and all its names.</summary>
    public static IEnumerable<(string Named, string[] Names)> NamedIn(string text) =>
        from names in All
        let named = Array.Find(names, name => Claims.PlaceOf(name, text) >= 0)
        where named is not null
        select (named, names);

    public static bool IsNamedIn(string text, string[] names) => Array.Exists(names, name => Claims.PlaceOf(name, text) >= 0);
}
