using System.Text;
using GptMessenger.Application.Languages;

namespace GptMessenger.Application.Replies.Wordings;

/// <summary>
/// Everything that this product says of itself, in one language. A text that is missing in a language stops the build; tests compare the
/// places in braces.
/// </summary>
internal sealed record Wording
{
    public required Language Language { get; init; }

    /// <summary>Says to whom the customer is talking. <c>{page}</c></summary>
    public required string FirstContact { get; init; }

    /// <summary>Of a page without a name.</summary>
    public required string ThisPage { get; init; }

    public required string CannotOpenFiles { get; init; }

    public required string TooLong { get; init; }

    /// <summary>To a greeting alone.</summary>
    public required string Greeting { get; init; }

    /// <summary>To thanks or "ok" alone.</summary>
    public required string Gladly { get; init; }

    /// <summary>There is no sure answer.</summary>
    public required string Unknown { get; init; }

    /// <summary>The customer asked whether a machine answers. <c>{page}</c></summary>
    public required string Assistant { get; init; }

    /// <summary>The customer asked for a person.</summary>
    public required string Person { get; init; }

    /// <summary>The customer asked where an order is.</summary>
    public required string Order { get; init; }

    /// <summary><c>{ways}</c>: phone and e-mail.</summary>
    public required string Contact { get; init; }

    /// <summary><c>{address}</c></summary>
    public required string Address { get; init; }

    /// <summary>Above what the shop wrote, in whatever language it did.</summary>
    public required string Quote { get; init; }

    /// <summary>Below a quotation that is not the whole. <c>{link}</c></summary>
    public required string WholeText { get; init; }

    public required string Products { get; init; }

    /// <summary>Nothing fits the price. <c>{limit}</c>: one of the next three.</summary>
    public required string NothingForThat { get; init; }

    /// <summary><c>{most}</c></summary>
    public required string UpTo { get; init; }

    /// <summary><c>{least}</c></summary>
    public required string AtLeast { get; init; }

    /// <summary><c>{least}</c>, <c>{most}</c></summary>
    public required string Between { get; init; }

    public required string PriceOnRequest { get; init; }

    public required string InStock { get; init; }

    public required string SoldOut { get; init; }

    /// <summary><c>{forms}</c>: sizes and colours.</summary>
    public required string InStockIn { get; init; }

    /// <summary><c>{forms}</c></summary>
    public required string SoldOutIn { get; init; }

    /// <summary>After a list that goes on. <c>{count}</c></summary>
    public required string AndMore { get; init; }

    /// <summary>On a button: 20 characters at most.</summary>
    public required string ViewInShop { get; init; }

    /// <summary>On a button: 20 characters at most.</summary>
    public required string AddToCart { get; init; }

    public required string Hours { get; init; }

    /// <summary>Sunday first, separated by commas.</summary>
    public required string Weekdays { get; init; }

    /// <summary><c>{spans}</c></summary>
    public required string Spans { get; init; }

    public required string Closed { get; init; }

    public required string AroundTheClock { get; init; }

    /// <summary>Until the end of the span that is under way. <c>{time}</c></summary>
    public required string OpenNow { get; init; }

    public required string ClosedNow { get; init; }

    /// <summary><c>{day}</c>: one of the next three. <c>{time}</c></summary>
    public required string OpensAgain { get; init; }

    public required string Today { get; init; }

    /// <summary><c>{weekday}</c></summary>
    public required string Tomorrow { get; init; }

    /// <summary><c>{weekday}</c></summary>
    public required string OnDay { get; init; }

    /// <summary>At the beginning of a line. <c>{weekday}</c></summary>
    public required string TodayIs { get; init; }

    /// <summary>At the beginning of a line. <c>{weekday}</c></summary>
    public required string TomorrowIs { get; init; }

    /// <summary>The page is closed for longer. <c>{status}</c>: its own word for it.</summary>
    public required string PageStatus { get; init; }

    /// <summary>With its spaces.</summary>
    public required string Colon { get; init; }

    public required string DecimalPoint { get; init; }

    public required string ThousandsPoint { get; init; }

    /// <summary>An amount with its currency. <c>{amount}</c>, <c>{currency}</c></summary>
    public required string Money { get; init; }

    /// <summary>An amount with a sign such as €. <c>{amount}</c>, <c>{currency}</c></summary>
    public required string MoneyWithSign { get; init; }

    /// <param name="language">The customer's.</param>
    /// <param name="isFamiliar">The shop itself says "du" to its customers.</param>
    public static Wording In(Language language, bool isFamiliar = false) => language switch
    {
        Language.English => EnglishWording.Texts,
        Language.German => isFamiliar ? GermanWording.Familiar : GermanWording.Texts,
        Language.Spanish => SpanishWording.Texts,
        Language.French => FrenchWording.Texts,
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "Not a language."),
    };

    /// <summary>The text with its places filled, in one pass: what is put in is not read again.</summary>
    public static string Fill(string text, params ReadOnlySpan<(string Place, string Value)> values)
    {
        var filled = new StringBuilder(text.Length);
        for (int at = 0; at < text.Length;)
        {
            int end = text[at] == '{' ? text.IndexOf('}', at) : -1;
            string? value = end < 0 ? null : Find(text[(at + 1)..end], values);
            filled.Append(value ?? text[at].ToString());
            at = value is null ? at + 1 : end + 1;
        }

        return filled.ToString();
    }

    private static string? Find(string place, ReadOnlySpan<(string Place, string Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (name == place)
            {
                return value;
            }
        }

        return null;
    }
}
