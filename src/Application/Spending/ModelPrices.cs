namespace GptMessenger.Application.Spending;

/// <summary>What models cost, and in which unit spending is counted: in money where the prices are known, else in tokens.</summary>
/// <param name="Currency">ISO 4217, in which all prices are.</param>
/// <param name="Models">By the names that the configuration gives them; empty: no price is known.</param>
public sealed record ModelPrices(string Currency, IReadOnlyDictionary<string, ModelPrice> Models)
{
    /// <summary>The unit where there are no prices.</summary>
    public const string Tokens = "tokens";

    /// <summary>Amounts are whole millionths of the unit, so that sums of them are exact.</summary>
    public const long Whole = 1_000_000;

    public static ModelPrices Unknown { get; } = new("USD", new Dictionary<string, ModelPrice>());

    public bool AreKnown => Models.Count > 0;

    public string Unit => AreKnown ? Currency : Tokens;

    /// <summary>In millionths of the unit. A model without a price counts as the dearest: what is spent must not look smaller than it is.</summary>
    public long CostOf(string? model, int promptTokens, int completionTokens) =>
        !AreKnown ? (promptTokens + (long)completionTokens) * Whole
        : model is not null && Models.TryGetValue(model, out var price) ? price.Of(promptTokens, completionTokens)
        : AtMost(promptTokens, completionTokens);

    /// <summary>The same, whichever of the models answers.</summary>
    public long AtMost(int promptTokens, int completionTokens) =>
        AreKnown ? Models.Values.Max(price => price.Of(promptTokens, completionTokens)) : CostOf(model: null, promptTokens, completionTokens);

    /// <summary>What is too much to be counted is as much as can be.</summary>
    public static long ToMillionths(decimal amount) => amount >= long.MaxValue / Whole ? long.MaxValue : (long)Math.Ceiling(amount * Whole);

    public static decimal FromMillionths(long amount) => (decimal)amount / Whole;
}

/// <param name="Input">For a million tokens of the prompt.</param>
/// <param name="Output">For a million tokens of the answer.</param>
public sealed record ModelPrice(decimal Input, decimal Output)
{
    // A price for a million tokens is as many millionths for one.
    internal long Of(int promptTokens, int completionTokens) => (long)Math.Ceiling((Input * promptTokens) + (Output * completionTokens));
}
