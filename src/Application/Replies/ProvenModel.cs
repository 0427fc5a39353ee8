using GptMessenger.Application.Replies.Proof;
using GptMessenger.Application.Spending;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using GptMessenger.Domain.Shops;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Replies;

/// <summary>The model, of whose answers only those come through that the shop's data supports. A refused one it may mend once, told what was wrong.</summary>
internal sealed partial class ProvenModel(BilledModel model, LongWork work, Telemetry telemetry, ILogger<ProvenModel> logger)
{
    private const int MaxDrafts = 2;

    /// <summary>Null as text: the model has no answer that could be sent, and the basis says why.</summary>
    public async Task<(string? Text, IReadOnlyList<Product> Named, AnswerBasis Basis)> AskAsync(
        ConversationId conversation, Prompt prompt, Evidence evidence, CancellationToken cancellationToken)
    {
        var basis = new AnswerBasis { Source = AnswerSource.Model, Products = [.. evidence.Products.Select(product => product.Id)] };
        var asked = prompt;
        try
        {
            while (basis.Refused.Count < MaxDrafts)
            {
                var completion = await model.CompleteAsync(conversation, asked, basis.Refused.Count == 0, cancellationToken);
                basis = basis with
                {
                    PromptTokens = basis.PromptTokens + (completion.PromptTokens ?? 0),
                    CompletionTokens = basis.CompletionTokens + (completion.CompletionTokens ?? 0),
                };
                var (findings, named) = await work.DoAsync(() => ProofGate.Check(completion.Text, evidence), cancellationToken);
                telemetry.Checked(findings.Select(finding => finding.Kind.ToString()));
                if (findings.Count == 0)
                {
                    string text = ProductCard.PutInLinks(PlainText.FromMarkdown(completion.Text), evidence.Products).Trim();
                    return text.Length > 0
                        ? (text, named, basis with { Source = basis.Refused.Count == 0 ? AnswerSource.Model : AnswerSource.MendedModel })
                        : Without("the model's answer had no words", OfflineReason.ModelAway, basis);
                }

                LogRefused(string.Join(", ", findings.Select(finding => finding.Kind).Distinct()));
                basis = basis with { Refused = [.. basis.Refused, [.. findings.Select(finding => finding.ToString())]] };
                asked = Mending(prompt, completion.Text, findings);
            }

            return Without("none of the model's drafts was supported by the shop's data", OfflineReason.NothingSupported, basis);
        }
        catch (LlmUnavailableException e)
        {
            return Without(e.Message, e.Reason, basis);
        }
    }

    private (string? Text, IReadOnlyList<Product> Named, AnswerBasis Basis) Without(string why, OfflineReason reason, AnswerBasis basis)
    {
        telemetry.FellBack(reason);
        LogOffline(why);
        return (null, [], basis with { Source = AnswerSource.Offline, WithoutModel = why, Reason = reason });
    }

    /// <summary>Behind the whole prompt, so that what providers have cached of it serves again.</summary>
    private static Prompt Mending(Prompt prompt, string draft, IReadOnlyList<Finding> findings)
    {
        string request = $"""


            Your last draft was refused, because the shop's data does not support it:
            {string.Join('\n', findings.Select(finding => $"- {PromptFacts.OneLine(finding.ToString())}"))}
            The draft was: {PromptFacts.OneLine(draft)}
            Write the reply anew, and leave out everything that is not in the data above.
            """;
        return prompt with { User = prompt.User + request, Tokens = prompt.Tokens + TokenCount.Of(request) };
    }

    [LoggerMessage(LogLevel.Warning, "A draft of the model was refused, because the shop's data does not support it: {Kinds}")]
    private partial void LogRefused(string kinds);

    [LoggerMessage(LogLevel.Information, "The offline responder answers, because {Reason}")]
    private partial void LogOffline(string reason);
}
