using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Replies;

/// <summary>The model, with what its answers cost put on the page's bill. (How long they take is measured where the model is called.)</summary>
internal sealed partial class BilledModel(ILlmClient model, ITokenUsage usage, Telemetry telemetry, TimeProvider clock, ILogger<BilledModel> logger)
{
    /// <exception cref="LlmUnavailableException">It gave no answer.</exception>
    public async Task<Completion> CompleteAsync(PageId page, Prompt prompt, CancellationToken cancellationToken)
    {
        try
        {
            var completion = await model.CompleteAsync(prompt, cancellationToken);
            await CountAsync(page, completion, cancellationToken);
            return completion;
        }
        catch (LlmUnavailableException e) when (e.Wasted is not null)
        {
            await CountAsync(page, e.Wasted, cancellationToken);
            throw;
        }
    }

    private async Task CountAsync(PageId page, Completion completion, CancellationToken cancellationToken)
    {
        telemetry.Spent(completion);
        try
        {
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            await usage.AddAsync(page, today, completion.PromptTokens ?? 0, completion.CompletionTokens ?? 0, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            // The answer is there, and paid for: it is not thrown away because it could not be counted.
            LogNotCounted(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The tokens of an answer could not be counted: {Reason}")]
    private partial void LogNotCounted(string reason);
}
