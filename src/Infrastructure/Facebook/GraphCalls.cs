using GptMessenger.Application.Pages;
using Polly.Timeout;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>Calls about pages and owners: no answer at all is an exception of ours, an answer is looked at by who asked.</summary>
internal static class GraphCalls
{
    /// <exception cref="PageUnreachableException">There was no answer.</exception>
    public static async Task<GraphAnswer> AskAsync(Func<Task<HttpResponseMessage>> call, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await call();
            return await GraphAnswer.ReadAsync(response, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutRejectedException or OperationCanceledException)
        {
            throw new PageUnreachableException($"Graph did not answer: {e.Message}", e);
        }
    }
}
