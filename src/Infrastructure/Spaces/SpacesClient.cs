using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace GptMessenger.Infrastructure.Spaces;

internal static class SpacesClient
{
    // The SDK's default is none: a gateway that hangs would hang us.
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    public static AmazonS3Client For(SpacesOptions options, TimeSpan timeLimit) => new(
        new BasicAWSCredentials(options.Key, options.Secret),
        new AmazonS3Config
        {
            ServiceURL = options.Endpoint.ToString(),
            AuthenticationRegion = options.Region,
            ForcePathStyle = !IsDigitalOcean(options.Endpoint) || options.Bucket.Contains('.'),

            // The SDK's own checksums travel in a form that Ceph, and so Spaces, answers with 400.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,

            Timeout = timeLimit,
            HttpClientFactory = new Connections(),
            MaxErrorRetry = 3,
            RetryMode = RequestRetryMode.Standard,
        });

    // A bucket is a host there. Its dots would not fit the certificate, so such a bucket goes into the path as everywhere else.
    private static bool IsDigitalOcean(Uri endpoint) => endpoint.Host.EndsWith(".digitaloceanspaces.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>Of an answer that says that there is no such file, see <see cref="Connections"/>.</summary>
    public const string Missing = "x-amz-meta-missing";

    /// <summary>
    /// Makes the SDK's connections behave. First, it has a write's body follow its headers at once. The SDK asks first (Expect: 100-continue), and .NET sends a small body even where the
    /// answer is no. A gateway that refused without reading it (no such bucket, wrong key, too busy) then takes it for the beginning of the
    /// connection's next request, which fails with 405 (seen on RADOS Gateway 16.2).
    /// Second, it makes "no such file" an answer instead of an error. Every new customer's first message asks for a file that is not there,
    /// and the SDK would throw an exception through a dozen handlers for it: more work than all the rest of the message.
    /// </summary>
    private sealed class Connections : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Answers
        {
            InnerHandler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2), AllowAutoRedirect = false },
        })
        {
            // Of one try: the SDK's handlers above this client repeat it.
            Timeout = clientConfig.Timeout ?? TimeLimit,
        };
    }

    private sealed class Answers : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.ExpectContinue = false;
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode != HttpStatusCode.NotFound || request.Method != HttpMethod.Get || !await IsMissingAsync(response, cancellationToken))
            {
                return response;
            }

            response.Dispose();
            return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new ByteArrayContent([]), Headers = { { Missing, "1" } } };
        }

        // A bucket that is not there is no missing file: the SDK makes an error of that.
        private static async Task<bool> IsMissingAsync(HttpResponseMessage response, CancellationToken cancellationToken)
        {
            await response.Content.LoadIntoBufferAsync(MaxError, cancellationToken);
            return (await response.Content.ReadAsStringAsync(cancellationToken)).Contains("<Code>NoSuchKey</Code>", StringComparison.Ordinal);
        }
    }

    private const long MaxError = 64 * 1024;
}
