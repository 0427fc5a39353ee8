using Refit;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>
/// The calls to Meta's Graph API. The page stands in the address: with <c>/me</c> a mixed-up token would write in another page's name.
/// The token travels in a header, since addresses end up in logs.
/// </summary>
internal interface IGraphApi
{
    [Post("/{version}/{page}/messages")]
    Task<HttpResponseMessage> SendAsync(
        string version, string page, [AliasAs("appsecret_proof")] string? proof, [Body(buffered: true)] SendRequest request, [Authorize] string token,
        CancellationToken cancellationToken);

    [Post("/{version}/{page}/messages")]
    Task<HttpResponseMessage> ActAsync(
        string version, string page, [AliasAs("appsecret_proof")] string? proof, [Body(buffered: true)] ActionRequest request, [Authorize] string token,
        CancellationToken cancellationToken);

    [Get("/{version}/{page}/conversations")]
    Task<HttpResponseMessage> ReadThreadAsync(
        string version, string page, string platform, [AliasAs("user_id")] string person, string fields, [AliasAs("appsecret_proof")] string? proof,
        [Authorize] string token, CancellationToken cancellationToken);

    [Get("/{version}/{page}")]
    Task<HttpResponseMessage> ReadPageAsync(
        string version, string page, string fields, [AliasAs("appsecret_proof")] string? proof, [Authorize] string token, CancellationToken cancellationToken);
}
