using GptMessenger.Application.Evaluation;
using GptMessenger.Domain.Replies;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Api.Evaluation;

/// <summary>Compares an answer with what its case wants of it.</summary>
internal static class CaseJudge
{
    /// <param name="run">The case, and what the model said to it.</param>
    /// <param name="answer">What came of that.</param>
    /// <param name="goods">What the shop sells.</param>
    /// <param name="elapsed">How long the answer took.</param>
    public static CaseResult Judge(CaseRun run, TriedAnswer answer, Goods goods, TimeSpan elapsed)
    {
        var (@case, basis) = (run.Case, answer.Basis);
        var claims = ClaimsIn(run, answer.Text, run.Lies.Select(told => told.Lie.Claim(answer.Text)));
        var result = new CaseResult
        {
            Name = @case.Name,
            File = @case.File,
            Kind = @case.Kind,
            Source = basis.Source,
            Products = [.. @case.Expected.Select(name => Expected(name, goods[name], answer))],
            UnsupportedBefore = run.Drafts.Select((draft, index) => Math.Max(KnownWrong(run, index), basis.Refused.ElementAtOrDefault(index)?.Count ?? 0)).Sum(),
            UnsupportedAfter = claims,
            Refused = basis.Refused,
            IsFalseRefusal = @case.Kind == CaseKind.Question && IsRefused(run, basis) && Enumerable.Range(0, run.Drafts.Count).All(index => KnownWrong(run, index) == 0),
            IsUnanswered = run.Asked > 0 && run.Drafts.Count == 0,
            PromptTokens = basis.PromptTokens,
            CompletionTokens = basis.CompletionTokens,
            LatencyMs = Math.Round(elapsed.TotalMilliseconds, 1),
            Asked = @case.Asked,
            Drafts = [.. run.Drafts.Select(draft => draft.Text)],
            Answer = answer.Text,
        };
        return result with { Failures = [.. Failures(@case, result)] };
    }

    private static IEnumerable<string> Failures(EvaluationCase @case, CaseResult result)
    {
        if (result.IsUnanswered)
        {
            yield return "the model gave no answer";
        }

        foreach (string claim in result.UnsupportedAfter)
        {
            yield return $"says '{claim}'";
        }

        foreach (var product in result.Products)
        {
            if (product.Rank is null)
            {
                yield return $"'{product.Product}' is not among the products that the model was shown";
            }
            else if (!product.IsNamed && @case.Named.Contains(product.Product, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"does not name '{product.Product}'";
            }
        }

        foreach (string words in @case.Contains.Where(words => !Holds(result.Answer, words)))
        {
            yield return $"does not say '{words}'";
        }

        if (result.IsFalseRefusal)
        {
            yield return $"refused without need{(result.Refused.Count > 0 ? $": {string.Join("; ", result.Refused[0])}" : "")}";
        }
    }

    /// <summary>"329 EUR" is said by "€329.00", too.</summary>
    private static bool Holds(string text, string words) =>
        ForbiddenClaims.HoldsWords(text, words) || (WrittenAmount.In(words).ToList() is [var amount] && words.Any(char.IsAsciiDigit) && words.Length < 16 && WrittenAmount.In(text).Contains(amount));

    private static bool IsRefused(CaseRun run, AnswerBasis basis) => basis.Refused.Count > 0 || (run.Drafts.Count > 0 && basis.Source == AnswerSource.Offline);

    private static int KnownWrong(CaseRun run, int draft) =>
        ClaimsIn(run, run.Drafts[draft].Text, run.Lies.Where(told => told.Draft == draft).Select(told => (string?)told.Lie.Sentence)).Count;

    private static List<string> ClaimsIn(CaseRun run, string text, IEnumerable<string?> lies) => [.. run.Case.Forbidden.In(text), .. lies.OfType<string>().Distinct(StringComparer.Ordinal)];

    private static ExpectedProduct Expected(string name, Product product, TriedAnswer answer)
    {
        int place = answer.Basis.Products.ToList().IndexOf(product.Id);
        bool isNamed = answer.Named.Any(named => named.Id == product.Id) || ForbiddenClaims.HoldsWords(answer.Text, product.Title)
            || (product.Link is { } link && ForbiddenClaims.HoldsWords(answer.Text, link.OriginalString));
        return new ExpectedProduct(name, place < 0 ? null : place + 1, isNamed);
    }
}
