using Refit;

namespace GptMessenger.Infrastructure.GenAi;

/// <summary>
/// An OpenAI-compatible endpoint. The address is handed in whole, so that a query in it (<c>?agent=true</c>) survives; bodies are buffered,
/// because some servers refuse a request without Content-Length.
/// </summary>
internal interface IGenAiApi
{
    [Post("")]
    Task<HttpResponseMessage> ChatAsync([Url] Uri endpoint, [Body(buffered: true)] ChatRequest request, [Authorize] string key, CancellationToken cancellationToken);

    [Post("")]
    Task<HttpResponseMessage> CompleteAsync(
        [Url] Uri endpoint, [Body(buffered: true)] CompletionRequest request, [Authorize] string key, CancellationToken cancellationToken);
}
