using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies;

/// <summary>A prompt with places for what a turn knows. Its text is never read twice: what is put into a place is not expanded again.</summary>
public sealed partial class PromptTemplate
{
    private readonly IReadOnlyList<Piece> _system;
    private readonly IReadOnlyList<Piece> _user;

    private PromptTemplate(string text, IReadOnlyList<Piece> system, IReadOnlyList<Piece> user)
    {
        (Text, _system, _user) = (text, system, user);
        OwnText = $"{OwnTextOf(_system)}\n{OwnTextOf(_user)}".Trim('\n');
        OwnTokens = TokenCount.Of(OwnText);
        Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(OwnText)))[..12];
    }

    /// <summary>What the template takes in the prompt before anything is put into its places.</summary>
    internal int OwnTokens { get; }

    /// <summary>As it was written, with line feeds at its line ends.</summary>
    public string Text { get; }

    /// <summary>A digest of <see cref="OwnText"/>: which prompt an answer came from.</summary>
    public string Version { get; }

    /// <summary>The template's own words, without its places.</summary>
    public string OwnText { get; }

    /// <summary>
    /// Reads a prompt file. A line of three or more <c>=</c> splits it in two: above it the system message, below it the user message.
    /// </summary>
    /// <exception cref="PromptException">It names a place that does not exist, lacks the customer's message, or is empty.</exception>
    public static PromptTemplate Parse(string text, string name)
    {
        var (template, problems) = Read(text);
        return template ?? throw new PromptException(problems[0] is { Line: { } line } at ? $"{name}, line {line}: {at.Says}" : $"{name}: {problems[0].Says}");
    }

    /// <summary>The same for somebody who is still writing it.</summary>
    /// <returns>The template, or all that keeps the text from being one.</returns>
    public static (PromptTemplate? Template, IReadOnlyList<PromptProblem> Problems) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = WithLineFeeds(text);
        var (split, end) = (SplitLine().Match(text), text.AsSpan().TrimEnd('\n').Length);
        var problems = new List<PromptProblem>();
        var system = split.Success ? Pieces(text, 0, split.Index, problems) : [];
        int from = split.Success ? split.Index + split.Length : 0;
        var user = Pieces(text, from, Math.Max(end, from), problems);
        if (!user.Any(piece => piece.Place == PromptPlace.MessageText))
        {
            problems.Add(new PromptProblem(PromptProblemKind.NoMessage, Line: null, $"it has no {{message_text}}{(split.Success ? " below its line of =" : "")}: the model would not see what the customer wrote. Put it in."));
        }

        return (problems.Count == 0 ? new PromptTemplate(text, system, user) : null, problems);
    }

    /// <summary>Two texts that differ in their line ends or in a mark of the byte order are the same prompt.</summary>
    public static string WithLineFeeds(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.ReplaceLineEndings("\n").TrimStart('\uFEFF');
    }

    /// <summary>The lines of <c>=</c>, counted from 1: the first of them splits the prompt.</summary>
    internal static IReadOnlyList<int> SplitLines(string text) =>
        [.. WithLineFeeds(text).Split('\n').Index().Where(line => SplitLine().IsMatch(line.Item)).Select(line => line.Index + 1)];

    /// <summary>Whether the text names the place.</summary>
    internal static bool Has(string text, PromptPlace place) => text.Contains(NameOf(place), StringComparison.Ordinal);

    public Prompt Render(IReadOnlyDictionary<PromptPlace, string> values)
    {
        string system = Fill(_system, values);
        return new Prompt(system.Length == 0 ? null : system, Fill(_user, values));
    }

    private static string OwnTextOf(IReadOnlyList<Piece> pieces) => string.Concat(pieces.Where(piece => piece.Place is null).Select(piece => piece.Text));

    private static string Fill(IReadOnlyList<Piece> pieces, IReadOnlyDictionary<PromptPlace, string> values) =>
        string.Concat(pieces.Select(piece => piece.Place is { } place ? values[place] : piece.Text));

    private static List<Piece> Pieces(string text, int start, int end, List<PromptProblem> problems)
    {
        var pieces = new List<Piece>();
        int at = end - text.AsSpan(start, end - start).TrimStart('\n').Length;
        foreach (var match in Place().Matches(text[..end]).Where(match => match.Index >= start))
        {
            if (PlaceOf(match.Groups["name"].Value) is not { } place)
            {
                int line = text.AsSpan(0, match.Index).Count('\n') + 1;
                problems.Add(new PromptProblem(PromptProblemKind.UnknownPlace, line, $"{match.Value} is unknown. There are {string.Join(", ", Enum.GetValues<PromptPlace>().Select(NameOf))}."));
                continue;
            }

            pieces.Add(new Piece(text[at..match.Index], null));
            pieces.Add(new Piece("", place));
            at = match.Index + match.Length;
        }

        pieces.Add(new Piece(text[at..end], null));
        return pieces;
    }

    private static PromptPlace? PlaceOf(string name) =>
        Enum.GetValues<PromptPlace>().Where(place => NameOf(place) == $"{{{name}}}").Select(place => (PromptPlace?)place).FirstOrDefault();

    /// <summary>As a prompt writes it.</summary>
    public static string NameOf(PromptPlace place) => place switch
    {
        PromptPlace.MessageText => "{message_text}",
        PromptPlace.ShopifyMetadata => "{shopify_metadata}",
        PromptPlace.ShopifyProducts => "{shopify_products}",
        PromptPlace.FacebookMetadata => "{facebook_metadata}",
        PromptPlace.ConversationHistory => "{conversation_history}",
        _ => throw new ArgumentOutOfRangeException(nameof(place), place, "Not a place."),
    };

    [GeneratedRegex(@"\n*^={3,}[ \t]*(?:\n+|\z)", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SplitLine();

    [GeneratedRegex(@"\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();

    private sealed record Piece(string Text, PromptPlace? Place);
}

/// <summary>What a prompt can have put into it; in the file <c>{message_text}</c> and so on.</summary>
public enum PromptPlace
{
    MessageText,
    ShopifyMetadata,
    ShopifyProducts,
    FacebookMetadata,
    ConversationHistory,
}
