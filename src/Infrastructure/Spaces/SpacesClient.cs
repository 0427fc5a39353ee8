using Amazon.Runtime;
using Amazon.S3;

namespace GptMessenger.Infrastructure.Spaces;

internal static class SpacesClient
{
    // The SDK's default is none: a gateway that hangs would hang us.
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    public static AmazonS3Client For(SpacesOptions options) => new(
        new BasicAWSCredentials(options.Key, options.Secret),
        new AmazonS3Config
        {
            ServiceURL = options.Endpoint.ToString(),
            AuthenticationRegion = options.Region,
            ForcePathStyle = !IsDigitalOcean(options.Endpoint) || options.Bucket.Contains('.'),

            // The SDK's own checksums travel in a form that Ceph, and so Spaces, answers with 400.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,

            Timeout = TimeLimit,
            HttpClientFactory = new ConnectionsWithoutExpect(),
            MaxErrorRetry = 3,
            RetryMode = RequestRetryMode.Standard,
        });

    // A bucket is a host there. Its dots would not fit the certificate, so such a bucket goes into the path as everywhere else.
    private static bool IsDigitalOcean(Uri endpoint) => endpoint.Host.EndsWith(".digitaloceanspaces.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Has a write's body follow its headers at once. The SDK asks first (Expect: 100-continue), and .NET sends a small body even where the
    /// answer is no; Ceph then takes that body for the beginning of the connection's next request, which fails (405, seen on RADOS Gateway 16.2).
    /// </summary>
    private sealed class ConnectionsWithoutExpect : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new WithoutExpect
        {
            InnerHandler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false },
        })
        {
            // Of one try: the SDK's handlers above this client repeat it.
            Timeout = clientConfig.Timeout ?? TimeLimit,
        };
    }

    private sealed class WithoutExpect : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.ExpectContinue = false;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
