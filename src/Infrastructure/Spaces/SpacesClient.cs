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
            MaxErrorRetry = 3,
            RetryMode = RequestRetryMode.Standard,
        });

    // A bucket is a host there. Its dots would not fit the certificate, so such a bucket goes into the path as everywhere else.
    private static bool IsDigitalOcean(Uri endpoint) => endpoint.Host.EndsWith(".digitaloceanspaces.com", StringComparison.OrdinalIgnoreCase);
}
