namespace GptMessenger.Application.Languages;

/// <summary>
/// Tells the language of a few typed words, by its small words first and by its letters where those are missing. It asks nobody and is never
/// of two minds: the same words always have the same language.
/// </summary>
public static class LanguageDetection
{
    /// <summary>By so much the best language must lead before it is believed against what the customer wrote earlier.</summary>
    private const double Sure = 0.9;

    /// <summary>By so much before it is believed at all.</summary>
    private const double Likely = 0.25;

    /// <summary>More than any question needs; a whole book is not read for its language.</summary>
    private const int MaxLength = 2000;

    private const double OwnLetter = 0.6;

    private static readonly string[] OwnLetters = ["", "ßäöü", "ñ¿¡áíóú", "çœèêàâîûù"];

    /// <returns>Null: nobody could tell by these words, or they are in none of the languages.</returns>
    public static Language? Of(string text) => Decided(Points(text), Likely);

    /// <summary>The language of what is said now; where that leaves doubts, together with what was said before.</summary>
    /// <param name="now">The newest words.</param>
    /// <param name="before">What the same person said earlier.</param>
    public static Language? Of(string now, string before)
    {
        double[] points = Points(now);
        return Decided(points, Sure) ?? Decided([.. points.Zip(Points(before), (first, second) => first + second)], Sure) ?? Decided(points, Likely);
    }

    /// <param name="locale">Such as <c>de</c>, <c>de-AT</c> or <c>de_AT</c>.</param>
    /// <returns>Null: none of the languages.</returns>
    public static Language? OfLocale(string? locale) => locale?.Split('-', '_')[0].ToUpperInvariant() switch
    {
        "EN" => Language.English,
        "DE" => Language.German,
        "ES" => Language.Spanish,
        "FR" => Language.French,
        _ => null,
    };

    private static double[] Points(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string read = text.Length > MaxLength ? text[..MaxLength] : text;
        double[] points = new double[LanguageModel.Foreign + 1];
        foreach (string word in FoldedText.Words(read))
        {
            double[] more = LanguageModel.Points(word);
            for (int i = 0; i < points.Length; i++)
            {
                points[i] += more[i];
            }
        }

        for (int i = 0; i < OwnLetters.Length; i++)
        {
            points[i] += read.AsSpan().IndexOfAny(OwnLetters[i]) >= 0 || read.AsSpan().IndexOfAny(OwnLetters[i].ToUpperInvariant()) >= 0 ? OwnLetter : 0;
        }

        return points;
    }

    private static Language? Decided(double[] points, double lead)
    {
        int best = Array.IndexOf(points, points.Max());
        double second = points.Where((_, language) => language != best).Max();
        return best != LanguageModel.Foreign && points[best] - second >= lead ? (Language)best : null;
    }
}
