using System.Text;
using GptMessenger.Application.Replies;

namespace GptMessenger.Application.Prompts;

/// <summary>What is to be said of a prompt's text before it is used.</summary>
/// <param name="Problems">By line; those about the whole come last.</param>
/// <param name="Tokens">What its own words take.</param>
/// <param name="ContextTokens">What the whole prompt may take, with the customer's message, history, products, shop and page.</param>
public sealed record PromptCheck(IReadOnlyList<PromptProblem> Problems, int Tokens, int ContextTokens)
{
    /// <summary>More is not looked at.</summary>
    public const int MaxLength = 60_000;

    // A customer's message of some length and the best products need this much of the budget at the very least.
    private const double LeastRoom = 0.2;
    private const double LittleRoom = 0.5;

    public bool IsUsable => !Problems.Any(problem => problem.IsFatal);

    public static PromptCheck Of(string text, int contextTokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength)
        {
            return new PromptCheck([new PromptProblem(PromptProblemKind.TooLong, Line: null, $"it has {text.Length} characters, and should have at most {MaxLength}. Shorten it.")], 0, contextTokens);
        }

        if (LineThatIsNoText(text) is { } line)
        {
            return new PromptCheck([new PromptProblem(PromptProblemKind.NotText, line, "there is a character that is no text. Remove it, and save the file as UTF-8 if it comes from one.")], 0, contextTokens);
        }

        var (template, problems) = PromptTemplate.Read(text);
        int tokens = template?.OwnTokens ?? TokenCount.Of(text);
        return new PromptCheck([.. problems.Concat(About(text)).Concat(AboutLength(tokens, contextTokens)).OrderBy(problem => problem.Line ?? int.MaxValue)], tokens, contextTokens);
    }

    private static IEnumerable<PromptProblem> About(string text)
    {
        var splits = PromptTemplate.SplitLines(text);
        if (splits.Count == 0)
        {
            yield return new PromptProblem(PromptProblemKind.NoSplit, Line: null, "no line of === splits it. All of it goes to the model as the user's message; put such a line between what always holds and what this customer said.");
        }

        foreach (int line in splits.Skip(1))
        {
            yield return new PromptProblem(PromptProblemKind.ManySplits, line, $"another line of ===. Line {splits[0]} splits the prompt already, so this one is text; remove it.");
        }

        if (!PromptTemplate.Has(text, PromptPlace.ShopifyProducts))
        {
            string place = PromptTemplate.NameOf(PromptPlace.ShopifyProducts);
            yield return new PromptProblem(PromptProblemKind.NoProducts, Line: null, $"it has no {place}: the model would know no product, and whatever it says of one would be refused. Put it in.");
        }
    }

    private static IEnumerable<PromptProblem> AboutLength(int tokens, int contextTokens)
    {
        if (tokens > contextTokens * (1 - LeastRoom))
        {
            yield return new PromptProblem(
                PromptProblemKind.TooLong, Line: null, $"its own words take {tokens} tokens of {contextTokens} (GENAI_CONTEXT_TOKENS), so too little is left for products and messages. Shorten it to {(int)(contextTokens * (1 - LeastRoom))}.");
        }
        else if (tokens > contextTokens * LittleRoom)
        {
            yield return new PromptProblem(PromptProblemKind.LittleRoom, Line: null, $"its own words take {tokens} tokens of {contextTokens}. Each costs with every answer, and what they take is missing for products and history.");
        }
    }

    private static int? LineThatIsNoText(string text)
    {
        int line = 1;
        foreach (var rune in text.EnumerateRunes())
        {
            // A half of a pair, and bytes that were no UTF-8, are both read as the mark of replacement.
            if (rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t')))
            {
                return line;
            }

            line += rune.Value == '\n' ? 1 : 0;
        }

        return null;
    }
}
