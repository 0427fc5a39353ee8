using GptMessenger.Application.Evaluation;
using GptMessenger.Application.Numbers;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Spending;

/// <summary>Which limits hold for a tenant, and which of its days it is.</summary>
internal sealed class SpendRules(ISpendSettings settings, TenantDays days, SpendOptions options, TimeProvider clock)
{
    // A call that takes its whole time still has to be settled; no other sees what it holds as free before.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    // What chat formats add around the messages.
    private const int Framing = 16;

    public ModelPrices Prices => options.Prices;

    public SpendLimits Defaults => options.Defaults;

    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer, and never did about this tenant.</exception>
    public async Task<SpendLimits> LimitsOfAsync(TenantId tenant, CancellationToken cancellationToken) => InForce(await settings.ReadAsync(tenant, cancellationToken));

    /// <summary>Amounts of another unit say nothing about this one: what the configuration says takes their place.</summary>
    public SpendLimits InForce(SpendSettings said) =>
        (said.IsOfOtherUnitThan(Prices.Unit) ? said.Limits with { PerDay = null, PerMonth = null } : said.Limits).Or(Defaults);

    public async Task<SpendDay> TodayOfAsync(TenantId tenant, CancellationToken cancellationToken) =>
        new(await days.OfAsync(tenant, clock.GetUtcNow(), cancellationToken), Prices.Unit);

    /// <param name="conversation">Whose question.</param>
    /// <param name="promptTokens">How long it is at most.</param>
    /// <param name="isAnswer">See <see cref="PlannedCall.IsAnswer"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<PlannedCall> PlanAsync(ConversationId conversation, int promptTokens, bool isAnswer, CancellationToken cancellationToken)
    {
        var (now, day) = (clock.GetUtcNow(), await TodayOfAsync(conversation.Tenant, cancellationToken));
        long most = Prices.AtMost(promptTokens + Framing, options.MaxAnswerTokens);
        return new PlannedCall(Guid.CreateVersion7(now).ToString("N"), conversation, day, most, now, now + (2 * options.LongestCall) + Margin, isAnswer && conversation.Sender != AnswerTrial.Nobody);
    }
}
