using GptMessenger.Application.Spending;

namespace GptMessenger.Application.Numbers;

/// <summary>What the bot did in some time, on one page or several.</summary>
public sealed record PeriodNumbers
{
    private const double Half = 0.5;
    private const double Nearly = 0.95;

    /// <summary>Customers who wrote, each counted once a day.</summary>
    public long Conversations { get; init; }

    /// <summary>What customers said.</summary>
    public long Messages { get; init; }

    /// <summary>What the bot answered; several messages may have one answer.</summary>
    public long Answers { get; init; }

    /// <summary>Seconds until half of the answers were sent, from when the customer began; null: there was none.</summary>
    public double? MedianSeconds { get; init; }

    /// <summary>The same of 95 of a hundred answers.</summary>
    public double? P95Seconds { get; init; }

    /// <summary>Turns, and single messages during a pause, that the bot left to a person.</summary>
    public long LeftToPerson { get; init; }

    /// <summary>Drafts of the model that were refused, because the shop's data does not support them.</summary>
    public long RefusedDrafts { get; init; }

    /// <summary>Answers of the offline responder, by reason (<see cref="Domain.Replies.OfflineReason"/>, or Other).</summary>
    public IReadOnlyDictionary<string, long> Offline { get; init; } = new Dictionary<string, long>();

    /// <summary>Turns that should have been answered and could not be.</summary>
    public long DeadLetters { get; init; }

    /// <summary>By name of the model.</summary>
    public IReadOnlyList<ModelNumbers> Models { get; init; } = [];

    internal static PeriodNumbers Of(IEnumerable<PageDay> days)
    {
        var sums = new Dictionary<string, long>();
        foreach (var (name, value) in days.SelectMany(day => day.Figures))
        {
            sums[name] = sums.GetValueOrDefault(name) + value;
        }

        return new PeriodNumbers
        {
            Conversations = sums.GetValueOrDefault(Figures.Conversations),
            Messages = sums.GetValueOrDefault(Figures.Messages),
            Answers = sums.GetValueOrDefault(Figures.Answers),
            MedianSeconds = Figures.Waits(sums, Half),
            P95Seconds = Figures.Waits(sums, Nearly),
            LeftToPerson = sums.GetValueOrDefault(Figures.LeftToPerson),
            RefusedDrafts = sums.GetValueOrDefault(Figures.RefusedDrafts),
            Offline = Figures.ByReason(sums),
            DeadLetters = sums.GetValueOrDefault(Figures.DeadLetters),
            Models = ModelsOf(sums),
        };
    }

    private static List<ModelNumbers> ModelsOf(Dictionary<string, long> sums)
    {
        var (input, output) = (Figures.InputByModel(sums), Figures.OutputByModel(sums));
        var costs = Figures.CostByModel(sums).Select(cost => (Parts: cost.Key.Split(':', 2), cost.Value)).Where(cost => cost.Parts.Length > 1)
            .ToLookup(cost => cost.Parts[1], cost => new ModelCost(cost.Parts[0], ModelPrices.FromMillionths(cost.Value)));
        return [.. input.Keys.Union(output.Keys).Order(StringComparer.Ordinal).Select(model => new ModelNumbers(model, input.GetValueOrDefault(model), output.GetValueOrDefault(model), [.. costs[model]]))];
    }
}

/// <param name="Model">By the name that the configuration gives it.</param>
/// <param name="Input">Tokens that it read.</param>
/// <param name="Output">Tokens that it wrote.</param>
/// <param name="Costs">One for each currency that prices were in; empty: no price was known.</param>
public sealed record ModelNumbers(string Model, long Input, long Output, IReadOnlyList<ModelCost> Costs);

/// <param name="Currency">ISO 4217.</param>
/// <param name="Amount">In whole units.</param>
public sealed record ModelCost(string Currency, decimal Amount);
