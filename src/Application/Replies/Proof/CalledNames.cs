using System.Runtime.CompilerServices;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>How a product is called, in small letters, ready to be looked for.</summary>
/// <param name="Product">Whose names these are.</param>
/// <param name="Title">All of its title.</param>
/// <param name="Short">The first word of that, under which it may be spoken of; empty: too short, or no name.</param>
/// <param name="Model">Its first words up to a number, such as "puffin 400"; empty: it has none.</param>
/// <param name="Rest">What follows that word, such as "french press"; empty: nothing that would say what it is.</param>
/// <param name="Type">Its kind, which names no single product.</param>
/// <param name="Nouns">Words that may stand for it behind an article: one of its kind ("the grinder"), or a word of its title ("the mascara").</param>
internal sealed record CalledNames(Product Product, string Title, string Short, string Model, string Rest, string Type, IReadOnlyList<string> Nouns)
{
    private const int LeastShort = 4, LeastRest = 8;

    /// <summary>A product is the same object until its catalogue changes.</summary>
    private static readonly ConditionalWeakTable<Product, CalledNames> Known = [];

    public static CalledNames Of(Product product) => Known.GetValue(product, Read);

    private static CalledNames Read(Product product)
    {
        string title = product.Title.ToLowerInvariant();
        string first = title.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? title[..space] : title;
        string rest = title[first.Length..].Trim(), type = product.Type.ToLowerInvariant();
        return new CalledNames(product, title, first.Length >= LeastShort && first.All(char.IsLetter) ? first : "", ModelOf(title), rest.Length >= LeastRest && rest.Contains(' ', StringComparison.Ordinal) ? rest : "", type,
            [.. title.Split(' ').Append(type.EndsWith('s') && !type.EndsWith("ss", StringComparison.Ordinal) ? type[..^1] : type).Where(word => word.Length >= LeastShort && word.All(char.IsLetter)).Distinct(StringComparer.Ordinal)]);
    }

    private static string ModelOf(string title) => title.Split(' ') is [{ Length: >= LeastShort - 1 } name, { } number, _, ..] && name.All(char.IsLetter) && number.All(char.IsAsciiDigit) ? $"{name} {number}" : "";
}
