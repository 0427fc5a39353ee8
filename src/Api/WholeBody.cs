using System.Buffers;

namespace GptMessenger.Api;

/// <summary>Bodies whose bytes are signed: read whole before anything else.</summary>
internal static class WholeBody
{
    /// <summary>Most deliveries fit; nobody is given more room than that for a mere promise to send much.</summary>
    private const int FirstBuffer = 16 * 1024;

    /// <exception cref="BadHttpRequestException">It is larger than the endpoint's limit, or broke off.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>((int)Math.Min(request.ContentLength ?? FirstBuffer, FirstBuffer) + 1);
        int read;
        while ((read = await request.Body.ReadAsync(body.GetMemory(1), cancellationToken)) > 0)
        {
            body.Advance(read);
        }

        return body.WrittenMemory;
    }
}
