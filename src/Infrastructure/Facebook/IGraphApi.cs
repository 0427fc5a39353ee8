using Refit;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>
/// The calls to Meta's Graph API. The page stands in the address, except where a person is asked: with <c>/me</c> a mixed-up token would write in another page's name.
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

    /// <summary>As a form: the app's secret stands in no address.</summary>
    [Post("/{version}/oauth/access_token")]
    Task<HttpResponseMessage> ExchangeAsync(string version, [Body] FormUrlEncodedContent form, CancellationToken cancellationToken);

    [Get("/{version}/me/accounts")]
    Task<HttpResponseMessage> ReadAccountsAsync(
        string version, string fields, int limit, string? after, [AliasAs("appsecret_proof")] string? proof, [Authorize] string token, CancellationToken cancellationToken);

    [Get("/{version}/{page}/conversations")]
    Task<HttpResponseMessage> ReadThreadsAsync(
        string version, string page, string platform, string fields, int limit, string? after, [AliasAs("appsecret_proof")] string? proof, [Authorize] string token,
        CancellationToken cancellationToken);

    /// <summary>The one call that takes a token in its address. Neither logs nor traces show the query of an address (.NET's default).</summary>
    [Get("/{version}/debug_token")]
    Task<HttpResponseMessage> InspectAsync(string version, [AliasAs("input_token")] string inspected, [Authorize] string token, CancellationToken cancellationToken);

    [Get("/{version}/{page}/subscribed_apps")]
    Task<HttpResponseMessage> ReadSubscriptionsAsync(
        string version, string page, [AliasAs("appsecret_proof")] string? proof, [Authorize] string token, CancellationToken cancellationToken);

    [Post("/{version}/{page}/subscribed_apps")]
    Task<HttpResponseMessage> SubscribeAsync(
        string version, string page, [AliasAs("subscribed_fields")] string fields, [AliasAs("appsecret_proof")] string? proof, [Authorize] string token,
        CancellationToken cancellationToken);

    [Delete("/{version}/{page}/subscribed_apps")]
    Task<HttpResponseMessage> UnsubscribeAsync(
        string version, string page, [AliasAs("appsecret_proof")] string? proof, [Authorize] string token, CancellationToken cancellationToken);

    [Post("/{version}/{page}/messenger_profile")]
    Task<HttpResponseMessage> WelcomeAsync(
        string version, string page, [AliasAs("appsecret_proof")] string? proof, [Body(buffered: true)] WelcomeRequest request, [Authorize] string token,
        CancellationToken cancellationToken);

    [Get("/{version}/{page}")]
    Task<HttpResponseMessage> ReadPageAsync(
        string version, string page, string fields, [AliasAs("appsecret_proof")] string? proof, [Authorize] string token, CancellationToken cancellationToken);

    [Get("/{version}/{customer}")]
    Task<HttpResponseMessage> ReadCustomerAsync(
        string version, string customer, string fields, [AliasAs("appsecret_proof")] string? proof, [Authorize] string token, CancellationToken cancellationToken);
}
