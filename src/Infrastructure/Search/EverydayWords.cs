namespace GptMessenger.Infrastructure.Search;

/// <summary>
/// Words of which chat messages are full and product names are not. Where a catalogue uses one of them for products it counts all the same
/// (<see cref="Vocabulary.IsProductWord"/>).
/// </summary>
internal static class EverydayWords
{
    private static readonly HashSet<string> Words = new(Load(), StringComparer.Ordinal);

    /// <param name="word">As <see cref="TextWords"/> reads it.</param>
    public static bool Contains(string word) => Words.Contains(word);

    private static IEnumerable<string> Load() =>
        WordFile.Lines("everyday-words.txt").SelectMany(TextWords.Read).Select(word => word.Text).Where(word => !char.IsAsciiDigit(word[0]));
}
