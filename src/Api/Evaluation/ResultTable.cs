using System.Globalization;
using System.Text;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Api.Evaluation;

/// <summary>The results as plain text: a line for each case that failed, then the sums.</summary>
internal static class ResultTable
{
    private const int MaxWhy = 300;

    private static readonly string[] Heads = ["case", "source", "products", "before", "after", "refused", "tokens", "ms", "why"];

    public static string Of(IReadOnlyList<CaseResult> results, EvaluationSums sums)
    {
        var text = new StringBuilder();
        var rows = results.Where(result => !result.Passed).Select(Cells).ToList();
        if (rows.Count > 0)
        {
            rows.Insert(0, Heads);
            int[] widths = [.. Heads.Select((_, column) => rows.Max(row => row[column].Length))];
            foreach (string[] row in rows)
            {
                text.AppendJoin("  ", row.Select((cell, column) => column is 0 or 1 ? cell.PadRight(widths[column]) : column == row.Length - 1 ? cell : cell.PadLeft(widths[column]))).Append('\n');
            }

            text.Append('\n');
        }

        foreach (var (name, line) in Sums(sums))
        {
            text.Append(name.PadRight(20)).Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        return text.ToString();
    }

    public static string Word(AnswerSource source) => source switch
    {
        AnswerSource.Model => "model",
        AnswerSource.MendedModel => "mended",
        AnswerSource.Offline => "offline",
        AnswerSource.Fixed => "fixed",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Not a source."),
    };

    private static IEnumerable<(string Name, FormattableString Line)> Sums(EvaluationSums sums)
    {
        yield return ("cases", $"{sums.Cases}, {sums.Traps} of them traps; {sums.PassedCases} passed ({sums.PassedShare:P1})");
        yield return ("products found", $"{sums.ProductsShare:P1} ({sums.ProductsFound} of {sums.ProductsExpected})");
        yield return ("unsupported claims", $"{sums.UnsupportedBefore} in drafts, {sums.UnsupportedAfter} in answers");
        yield return ("false refusals", $"{sums.FalseRefusalShare:P1} ({sums.FalseRefusals} of {sums.Questions} questions)");
        yield return ("without an answer", $"{sums.UnansweredShare:P1} ({sums.Unanswered})");
        yield return ("answers", $"{string.Join(", ", sums.Sources.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {Word(pair.Key)}")))}");
        yield return ("tokens", $"{sums.PromptTokens} in prompts, {sums.CompletionTokens} in answers");
        yield return ("latency", $"{sums.LatencyMsMedian:0} ms median, {sums.LatencyMsP95:0} ms p95");
    }

    private static string[] Cells(CaseResult result)
    {
        string why = string.Join("; ", result.Failures).ReplaceLineEndings(" ");
        return
        [
            result.Name,
            Word(result.Source),
            result.Products.Count == 0 ? "-" : Numbers($"{result.Products.Count(product => product.Rank is not null)}/{result.Products.Count}"),
            Numbers($"{result.UnsupportedBefore}"),
            Numbers($"{result.UnsupportedAfter.Count}"),
            Numbers($"{result.Refused.Count}"),
            Numbers($"{result.PromptTokens + result.CompletionTokens}"),
            Numbers($"{result.LatencyMs:0}"),
            why.Length > MaxWhy ? $"{why[..MaxWhy]}…" : why,
        ];
    }

    private static string Numbers(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
