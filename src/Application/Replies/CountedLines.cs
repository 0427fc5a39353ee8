using System.Runtime.CompilerServices;

namespace GptMessenger.Application.Replies;

/// <summary>
/// Lines for the prompt with their tokens. What shop, page and products say about themselves stays the same from turn to turn, so it is
/// counted once for as long as the object lives.
/// </summary>
internal sealed class CountedLines<T>(Func<T, IEnumerable<string>> write)
    where T : class
{
    private readonly ConditionalWeakTable<T, CountedLine[]> _known = [];

    public IReadOnlyList<CountedLine> Of(T source) => _known.GetValue(source, fresh => [.. write(fresh).Select(line => new CountedLine(line))]);
}

/// <summary>A line, and what it takes in the prompt with its line break.</summary>
internal sealed record CountedLine(string Text, int Tokens)
{
    public CountedLine(string text)
        : this(text, TokenCount.OfLine(text) + 1)
    {
    }
}
