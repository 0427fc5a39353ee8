namespace GptMessenger.Application.Spending;

/// <summary>What a tenant's model may cost. Null: there is no such limit.</summary>
/// <param name="PerDay">In the unit that spending is counted in, see <see cref="ModelPrices.Unit"/>.</param>
/// <param name="PerMonth">The same, for a calendar month.</param>
/// <param name="AnswersPerHour">How many of the model's answers one customer gets in an hour by the clock.</param>
public sealed record SpendLimits(decimal? PerDay, decimal? PerMonth, int? AnswersPerHour)
{
    public static SpendLimits None { get; } = new(null, null, null);

    public bool AreNone => this == None;

    /// <summary>These, and where they say nothing, the others.</summary>
    public SpendLimits Or(SpendLimits others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return new SpendLimits(PerDay ?? others.PerDay, PerMonth ?? others.PerMonth, AnswersPerHour ?? others.AnswersPerHour);
    }
}

/// <summary>A limit that keeps the model from being asked.</summary>
public enum SpendLimit
{
    Day,
    Month,
    Customer,
}

/// <summary>What the configuration says about spending.</summary>
public sealed record SpendOptions
{
    /// <summary>For tenants that have said nothing else (<c>SPEND_CAP_DAY</c>, <c>SPEND_CAP_MONTH</c>, <c>ANSWERS_PER_CUSTOMER_HOUR</c>).</summary>
    public SpendLimits Defaults { get; init; } = SpendLimits.None;

    /// <summary><c>GENAI_PRICE_INPUT</c>, <c>GENAI_PRICE_OUTPUT</c>, <c>GENAI_CURRENCY</c>.</summary>
    public ModelPrices Prices { get; init; } = ModelPrices.Unknown;

    /// <summary>How long an answer may be (<c>GENAI_MAX_TOKENS</c>).</summary>
    public int MaxAnswerTokens { get; init; } = 200;

    /// <summary>How long a question to the model can take, with all its retries (<c>GENAI_TIMEOUT_S</c>).</summary>
    public TimeSpan LongestCall { get; init; } = TimeSpan.FromSeconds(30);
}
