using GptMessenger.Application.Conversations;
using GptMessenger.Application.Numbers;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Spending;

/// <summary>
/// The only way to the model for an answer: what a call may cost is held before it, what it did cost is put on the tenant's bill after it. (How
/// long calls take is measured where the model is called.)
/// </summary>
internal sealed partial class BilledModel(ILlmClient model, ISpending spending, SpendRules rules, Telemetry telemetry, ILogger<BilledModel> logger)
{
    /// <param name="conversation">Whose question.</param>
    /// <param name="prompt">What is asked.</param>
    /// <param name="isFirstDraft">Of this answer; a draft that is mended counts as the same answer.</param>
    /// <param name="cancellationToken">Stops it. The model was asked all the same, and may have to be paid for.</param>
    /// <exception cref="LlmUnavailableException">It gave no answer, or may not be asked: a limit is reached.</exception>
    public async Task<Completion> CompleteAsync(ConversationId conversation, Prompt prompt, bool isFirstDraft, CancellationToken cancellationToken)
    {
        int promptTokens = prompt.Tokens ?? TokenCount.Of(prompt.System ?? "") + TokenCount.Of(prompt.User);
        var call = await rules.PlanAsync(conversation, promptTokens, isFirstDraft, cancellationToken);
        await ReserveAsync(call, cancellationToken);
        try
        {
            var completion = await model.CompleteAsync(prompt, cancellationToken);
            await SettleAsync(call, completion, promptTokens);
            return completion;
        }
        catch (LlmUnavailableException e) when (e.Wasted is null)
        {
            await TryAsync(() => spending.ReleaseAsync(call, CancellationToken.None));
            throw;
        }
        catch (LlmUnavailableException e)
        {
            await SettleAsync(call, e.Wasted!, promptTokens);
            throw;
        }
        catch (OperationCanceledException)
        {
            // The question is out, and whoever is asked reads it at our cost. Otherwise a customer who never stops writing would cost nothing.
            await SettleAsync(call, new Completion("", promptTokens, CompletionTokens: 0), promptTokens);
            throw;
        }
    }

    private async Task ReserveAsync(PlannedCall call, CancellationToken cancellationToken)
    {
        var limits = rules.Defaults;
        try
        {
            limits = await rules.LimitsOfAsync(call.Conversation.Tenant, cancellationToken);
            if (limits.AreNone || await spending.ReserveAsync(call, limits, cancellationToken) is not { } reached)
            {
                return;
            }

            telemetry.Reached(reached);
            throw Refusal(reached);
        }
        catch (StoreUnavailableException e) when (!limits.AreNone)
        {
            LogLimitsUnknown(e.Message);
            throw new LlmUnavailableException("nobody can say what is left of the spend limits", e) { Reason = OfflineReason.LimitsUnknown };
        }
        catch (StoreUnavailableException e)
        {
            // As far as anybody knows there is no limit.
            LogLimitsUnknown(e.Message);
        }
    }

    private static LlmUnavailableException Refusal(SpendLimit reached) => reached switch
    {
        SpendLimit.Day => new("what the model may cost today is spent") { Reason = OfflineReason.DayLimit },
        SpendLimit.Month => new("what the model may cost this month is spent") { Reason = OfflineReason.MonthLimit },
        SpendLimit.Customer => new("this customer has had the model's answers of this hour") { Reason = OfflineReason.CustomerLimit },
        _ => throw new ArgumentOutOfRangeException(nameof(reached), reached, "Not a limit."),
    };

    /// <summary>As the model counted it, and where it did not, as we do.</summary>
    private Task SettleAsync(PlannedCall call, Completion completion, int promptTokens)
    {
        telemetry.Spent(completion);
        var (prompt, answer) = (completion.PromptTokens ?? promptTokens, completion.CompletionTokens ?? TokenCount.Of(completion.Text));
        long cost = rules.Prices.CostOf(completion.Model, prompt, answer);
        return TryAsync(() => spending.SettleAsync(call, new CallCost(cost, Figures.OfCall(completion.Model, prompt, answer, rules.Prices.AreKnown ? cost : null, call.Day.Unit)), CancellationToken.None));
    }

    // The answer is there, and paid for: it is not thrown away because it could not be counted.
    private async Task TryAsync(Func<Task> count)
    {
        try
        {
            await count();
        }
        catch (StoreUnavailableException e)
        {
            LogNotCounted(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "What an answer costs could not be counted: {Reason}")]
    private partial void LogNotCounted(string reason);

    [LoggerMessage(LogLevel.Warning, "The spend limits could not be looked at: {Reason}")]
    private partial void LogLimitsUnknown(string reason);
}
