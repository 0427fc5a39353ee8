namespace GptMessenger.Infrastructure.Search;

/// <summary>The lists of words that come with the search.</summary>
internal static class WordFile
{
    /// <summary>Without comments.</summary>
    public static IReadOnlyList<string> Lines(string name)
    {
        using var stream = typeof(WordFile).Assembly.GetManifestResourceStream($"Search/{name}")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#'))];
    }
}
