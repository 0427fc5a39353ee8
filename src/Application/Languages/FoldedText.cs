using System.Text;

namespace GptMessenger.Application.Languages;

/// <summary>
/// Words as people type them on a phone: in small letters and without accents, so that "größe", "GRÖSSE" and "grosse" are one word.
/// The runtime's own tables for this are not there: the product runs without ICU.
/// </summary>
public static class FoldedText
{
    /// <summary>Runs of letters and digits, folded; an apostrophe parts words ("l'avez", "what's").</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c) || IsAccent(c))
            {
                Append(word, c);
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    // iPhones send "é" as an "e" and an accent.
    private static bool IsAccent(char c) => c is >= '\u0300' and <= '\u036F';

    private static void Append(StringBuilder word, char c)
    {
        switch (char.ToLowerInvariant(c))
        {
            case var accent when IsAccent(accent):
                break;
            case 'ß':
                word.Append("ss");
                break;
            case 'œ':
                word.Append("oe");
                break;
            case 'æ':
                word.Append("ae");
                break;
            case var letter:
                word.Append(Plain(letter));
                break;
        }
    }

    private static char Plain(char letter) => letter switch
    {
        'à' or 'á' or 'â' or 'ã' or 'ä' or 'å' => 'a',
        'ç' => 'c',
        'è' or 'é' or 'ê' or 'ë' => 'e',
        'ì' or 'í' or 'î' or 'ï' => 'i',
        'ñ' => 'n',
        'ò' or 'ó' or 'ô' or 'õ' or 'ö' or 'ø' => 'o',
        'ù' or 'ú' or 'û' or 'ü' => 'u',
        'ý' or 'ÿ' => 'y',
        _ => letter,
    };
}
