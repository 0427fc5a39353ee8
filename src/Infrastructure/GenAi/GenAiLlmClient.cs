using System.Net;
using System.Text.Json;
using GptMessenger.Application.Replies;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace GptMessenger.Infrastructure.GenAi;

/// <summary>Asks the configured endpoint, one model after the other until one is there.</summary>
internal sealed partial class GenAiLlmClient(IGenAiApi api, ModelList models, GenAiOptions options, ILogger<GenAiLlmClient> logger) : ILlmClient
{
    /// <summary>What was refused last, until something works: the operator is told once, not with every customer.</summary>
    private int _refusal;

    public async Task<Completion> CompleteAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(options.Key))
        {
            throw new LlmUnavailableException("AGENT_API_KEY is not set");
        }

        try
        {
            foreach (string model in models.InOrder())
            {
                using var response = await AskAsync(model, prompt, cancellationToken);
                byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                if (response.StatusCode != HttpStatusCode.NotFound)
                {
                    return response.IsSuccessStatusCode ? Understand(model, body, prompt) : throw Refusal(response.StatusCode, body, prompt);
                }

                if (models.Miss(model))
                {
                    LogModelMissing(model, options.Endpoint.Host, Quote(body, prompt));
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is ExecutionRejectedException or HttpRequestException or IOException or OperationCanceledException)
        {
            throw new LlmUnavailableException(Reason(e), e);
        }

        throw new LlmUnavailableException($"{options.Endpoint.Host} has none of the models that GENAI_MODEL names (404); GENAI_ENDPOINT may be wrong, too");
    }

    private Task<HttpResponseMessage> AskAsync(string model, Prompt prompt, CancellationToken cancellationToken)
    {
        if (!options.IsChat)
        {
            string whole = prompt.System is null ? prompt.User : $"{prompt.System}\n\n{prompt.User}";
            return api.CompleteAsync(options.Endpoint, new CompletionRequest(model, whole, options.MaxTokens), options.Key!, cancellationToken);
        }

        var user = new ChatMessage("user", prompt.User);
        ChatMessage[] messages = prompt.System is null ? [user] : [new ChatMessage("system", prompt.System), user];
        var request = new ChatRequest(model, messages, options.MaxTokens, Stream: false);
        return api.ChatAsync(options.Endpoint, request, options.Key!, cancellationToken);
    }

    private Completion Understand(string model, byte[] body, Prompt prompt)
    {
        _refusal = 0;
        try
        {
            using var document = JsonDocument.Parse(body);
            return CompletionReader.IsError(document.RootElement)
                ? throw new LlmUnavailableException($"{options.Endpoint.Host} reports: {Quote(body, prompt)}")
                : CompletionReader.Read(document.RootElement, model);
        }
        catch (JsonException e)
        {
            throw new LlmUnavailableException($"{options.Endpoint.Host} answered with something that is no JSON; check GENAI_ENDPOINT", e);
        }
    }

    private LlmUnavailableException Refusal(HttpStatusCode status, byte[] body, Prompt prompt)
    {
        string? remedy = status switch
        {
            HttpStatusCode.Unauthorized => "check AGENT_API_KEY",
            HttpStatusCode.PaymentRequired => "the account's balance is used up, top it up",
            HttpStatusCode.Forbidden => "AGENT_API_KEY may not use this model or this network, or the account's balance is used up",
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => "it points elsewhere, check GENAI_ENDPOINT",
            _ => null,
        };
        string quote = Quote(body, prompt);
        if (remedy is not null && Interlocked.Exchange(ref _refusal, (int)status) != (int)status)
        {
            LogRefused(options.Endpoint.Host, (int)status, remedy, quote);
        }

        return new LlmUnavailableException($"{options.Endpoint.Host} refused with {(int)status}{(remedy is null ? "" : $" ({remedy})")}: {quote}");
    }

    private string Reason(Exception exception) => exception switch
    {
        TimeoutRejectedException => $"the model did not answer within {options.Timeout.TotalSeconds:0.#} s",
        BrokenCircuitException => $"{options.Endpoint.Host} failed too often; it is left alone for a moment",
        RateLimiterRejectedException => "too many questions are waiting for the model",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "the model's answer was too long to be one",
        _ => $"{options.Endpoint.Host} could not be reached or broke off: {exception.Message}",
    };

    private string Quote(byte[] body, Prompt prompt) => ForeignText.ForLog(ErrorText.Read(body), options.Key, $"{prompt.System}\n\n{prompt.User}");

    [LoggerMessage(LogLevel.Error, "{Host} does not have the model {Model}, the next one is asked from now on: remove it from GENAI_MODEL. It said: {Quote}")]
    private partial void LogModelMissing(string model, string host, string quote);

    [LoggerMessage(LogLevel.Error, "{Host} refuses to answer with status {Status}, {Remedy}. It said: {Quote}")]
    private partial void LogRefused(string host, int status, string remedy, string quote);
}
