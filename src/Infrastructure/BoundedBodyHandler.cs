namespace GptMessenger.Infrastructure;

/// <summary>
/// Reads every body whole before anybody sees the answer, up to a limit. Placed inside a resilience pipeline it makes the body part of the
/// try: a body that breaks off or never ends is a failed call, not a surprise for the caller.
/// </summary>
internal sealed class BoundedBodyHandler : DelegatingHandler
{
    /// <summary>Far more than any answer that is of use here.</summary>
    public const int MaxBytes = 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxBytes, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
