using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>A text as a reader takes it: whatever digits are written with, and however numbers and addresses are disguised.</summary>
internal static partial class Readable
{
    /// <summary>With numbers in words made digits, too.</summary>
    public static string Text(string written) => Numerals.InDigits(Spaced().Replace(OForZero().Replace(Ascii.IsValid(written) ? written : Plain(written), "0"), digits => digits.Value.Replace(" ", "", StringComparison.Ordinal)));

    /// <summary>Digits of other scripts and letters of other widths are what they look like, and what cannot be seen hides nothing.</summary>
    private static string Plain(string written)
    {
        var text = new StringBuilder(written.Length);
        foreach (var rune in written.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Format:
                    break;
                case UnicodeCategory.DecimalDigitNumber:
                    text.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
                    break;
                case UnicodeCategory.OtherNumber when rune.Value > 0xBE && Rune.GetNumericValue(rune) is >= 0 and var number && number == Math.Floor(number) && !Superscripts().IsMatch(rune.ToString()):
                    text.Append(((int)number).ToString(CultureInfo.InvariantCulture));
                    break;
                default:
                    text.Append(rune.Value is 0x3002 ? "." : rune.Value is (>= 0xFF01 and <= 0xFF5E) or (>= 0x1D400 and <= 0x1D7FF) ? rune.ToString().Normalize(NormalizationForm.FormKC) : rune.ToString());
                    break;
            }
        }

        return text.ToString();
    }

    // "m³" is no "m3".
    [GeneratedRegex(@"[\u00B2\u00B3\u00B9\u2070-\u209F]", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Superscripts();

    // "15O EUR".
    [GeneratedRegex(@"(?<=[0-9])[Oo](?=[0-9Oo]*(?:[.,][0-9Oo]{2})?\s?(?:[$€£]|eur|usd|gbp))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Claims.Timeout)]
    private static partial Regex OForZero();

    // "1 5 0 EUR".
    [GeneratedRegex(@"(?<![0-9.,]\s?)[0-9](?:\s[0-9]){1,5}(?=\s?(?:[$€£]|eur|usd|gbp|dollar))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Claims.Timeout)]
    private static partial Regex Spaced();
}
