using System.Globalization;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Api.Evaluation;

/// <summary>All results together. A share of nothing is a whole one, and no refusal of nothing.</summary>
internal sealed record EvaluationSums
{
    public EvaluationSums(IReadOnlyList<CaseResult> results)
    {
        var latencies = results.Select(result => result.LatencyMs).Order().ToList();
        var questions = results.Where(result => result is { Kind: CaseKind.Question, IsUnanswered: false }).ToList();
        Cases = results.Count;
        Traps = results.Count(result => result.Kind == CaseKind.Trap);
        PassedCases = results.Count(result => result.Passed);
        ProductsExpected = results.Sum(result => result.Products.Count);
        ProductsFound = results.Sum(result => result.Products.Count(product => product.Rank is not null));
        UnsupportedBefore = results.Sum(result => result.UnsupportedBefore);
        UnsupportedAfter = results.Sum(result => result.UnsupportedAfter.Count);
        Questions = questions.Count;
        FalseRefusals = questions.Count(result => result.IsFalseRefusal);
        Unanswered = results.Count(result => result.IsUnanswered);
        PromptTokens = results.Sum(result => result.PromptTokens);
        CompletionTokens = results.Sum(result => result.CompletionTokens);
        (LatencyMsMedian, LatencyMsP95) = (At(latencies, 0.5), At(latencies, 0.95));
        Sources = results.GroupBy(result => result.Source).OrderBy(same => same.Key).ToDictionary(same => same.Key, same => same.Count());
    }

    public int Cases { get; }

    public int Traps { get; }

    public int PassedCases { get; }

    public int ProductsExpected { get; }

    public int ProductsFound { get; }

    public int UnsupportedBefore { get; }

    public int UnsupportedAfter { get; }

    /// <summary>That the model answered.</summary>
    public int Questions { get; }

    public int FalseRefusals { get; }

    public int Unanswered { get; }

    public int PromptTokens { get; }

    public int CompletionTokens { get; }

    public double LatencyMsMedian { get; }

    public double LatencyMsP95 { get; }

    public IReadOnlyDictionary<AnswerSource, int> Sources { get; }

    public double PassedShare => Share(PassedCases, Cases, ofNothing: 1);

    public double ProductsShare => Share(ProductsFound, ProductsExpected, ofNothing: 1);

    public double FalseRefusalShare => Share(FalseRefusals, Questions, ofNothing: 0);

    public double UnansweredShare => Share(Unanswered, Cases, ofNothing: 0);

    private static double Share(int part, int whole, double ofNothing) => whole == 0 ? ofNothing : (double)part / whole;

    private static double At(List<double> ordered, double share) => ordered.Count == 0 ? 0 : ordered[Math.Min(ordered.Count - 1, (int)(ordered.Count * share))];
}

/// <summary>What the sums must reach for the evaluation to pass.</summary>
internal sealed record Thresholds
{
    public double MinProducts { get; init; } = 0.9;

    public int MaxUnsupported { get; init; }

    public double MaxFalseRefusals { get; init; } = 0.02;

    public double MinPassed { get; init; }

    public double MaxUnanswered { get; init; } = 0.02;

    /// <returns>One line for each that is missed.</returns>
    public IEnumerable<string> MissedBy(EvaluationSums sums)
    {
        (bool IsMissed, FormattableString Line)[] all =
        [
            (sums.ProductsShare < MinProducts, $"products found: {sums.ProductsShare:P1}, should be {MinProducts:P1} at least (--min-products)"),
            (sums.UnsupportedAfter > MaxUnsupported, $"unsupported claims in answers: {sums.UnsupportedAfter}, should be {MaxUnsupported} at most (--max-unsupported)"),
            (sums.FalseRefusalShare > MaxFalseRefusals, $"false refusals: {sums.FalseRefusalShare:P1}, should be {MaxFalseRefusals:P1} at most (--max-false-refusals)"),
            (sums.PassedShare < MinPassed, $"cases passed: {sums.PassedShare:P1}, should be {MinPassed:P1} at least (--min-passed)"),
            (sums.UnansweredShare > MaxUnanswered, $"cases the model gave no answer to: {sums.UnansweredShare:P1}, should be {MaxUnanswered:P1} at most (--max-unanswered)"),
        ];
        return all.Where(each => each.IsMissed).Select(each => each.Line.ToString(CultureInfo.InvariantCulture));
    }
}
