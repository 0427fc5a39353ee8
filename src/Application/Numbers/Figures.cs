using System.Globalization;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Numbers;

/// <summary>
/// What is counted, by the names under which it is kept. Every figure can be added up over days and pages; times to answer are counted in
/// buckets for that, since medians cannot.
/// </summary>
internal static class Figures
{
    public const string Conversations = "conversations";
    public const string Messages = "messages";
    public const string Answers = "answers";
    public const string LeftToPerson = "left";
    public const string DeadLetters = "dead";
    public const string RefusedDrafts = "refused";

    private const string Offline = "offline:";
    private const string Waited = "waited:";
    private const string Input = "in:";
    private const string Output = "out:";
    private const string Cost = "cost:";

    // Each bucket ends 15 % higher than the one before: what is read from them is wrong by 7 % at most.
    private const double FirstEnd = 0.1;
    private const double Step = 1.15;
    private const int LastBucket = 100;

    private const string NoModel = "unknown";

    public static string OfReason(OfflineReason? reason) => $"{Offline}{reason?.ToString() ?? "Other"}";

    public static string OfWait(TimeSpan wait)
    {
        int bucket = wait.TotalSeconds <= FirstEnd ? 0 : (int)Math.Ceiling(Math.Log(wait.TotalSeconds / FirstEnd) / Math.Log(Step));
        return string.Create(CultureInfo.InvariantCulture, $"{Waited}{Math.Min(bucket, LastBucket)}");
    }

    /// <param name="model">Null: nobody said.</param>
    /// <param name="promptTokens">What it read.</param>
    /// <param name="answerTokens">What it wrote.</param>
    /// <param name="cost">In millionths of the currency; null: no price is known.</param>
    /// <param name="currency">See there.</param>
    public static Dictionary<string, long> OfCall(string? model, int promptTokens, int answerTokens, long? cost, string currency)
    {
        var figures = new Dictionary<string, long> { [$"{Input}{model ?? NoModel}"] = promptTokens, [$"{Output}{model ?? NoModel}"] = answerTokens };
        if (cost is { } amount)
        {
            figures[$"{Cost}{currency}:{model ?? NoModel}"] = amount;
        }

        return figures;
    }

    public static IReadOnlyDictionary<string, long> ByReason(IReadOnlyDictionary<string, long> figures) => Behind(Offline, figures);

    public static IReadOnlyDictionary<string, long> InputByModel(IReadOnlyDictionary<string, long> figures) => Behind(Input, figures);

    public static IReadOnlyDictionary<string, long> OutputByModel(IReadOnlyDictionary<string, long> figures) => Behind(Output, figures);

    /// <summary>By currency and model, with a colon between.</summary>
    public static IReadOnlyDictionary<string, long> CostByModel(IReadOnlyDictionary<string, long> figures) => Behind(Cost, figures);

    /// <summary>So many of a hundred had their answer after so many seconds; null: nobody had one.</summary>
    public static double? Waits(IReadOnlyDictionary<string, long> figures, double share)
    {
        var buckets = Behind(Waited, figures).Select(pair => (Bucket: int.Parse(pair.Key, CultureInfo.InvariantCulture), pair.Value)).OrderBy(pair => pair.Bucket).ToList();
        long left = (long)Math.Ceiling(buckets.Sum(pair => pair.Value) * share);
        foreach (var (bucket, count) in buckets)
        {
            left -= count;
            if (left <= 0)
            {
                // The middle of the bucket, as factors go.
                return FirstEnd * Math.Pow(Step, bucket - 0.5);
            }
        }

        return null;
    }

    private static Dictionary<string, long> Behind(string prefix, IReadOnlyDictionary<string, long> figures) =>
        figures.Where(figure => figure.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(figure => figure.Key[prefix.Length..], figure => figure.Value);
}
