using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Compressor.Handler.Storage;

/// <summary>
/// Makes the S3 client, with everything said explicitly: the SDK looks for no profile, no instance metadata and no configuration
/// file, which a cold start would pay for.
/// </summary>
internal static class S3ClientFactory
{
    // Four attempts with jittered backoff, in all bounded by the invocation's deadline.
    private const int Retries = 3;

    /// <summary>How long one attempt may take: longer than 64 MB need at 1 MB/s, and short enough that a hung one leaves time for another.</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromMinutes(2);

    /// <param name="region">The AWS region, such as <c>eu-central-1</c>.</param>
    /// <param name="endpoint">Another S3 endpoint, or null for AWS's.</param>
    public static IAmazonS3 Create(string region, Uri? endpoint)
    {
        var config = new AmazonS3Config
        {
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = Retries,
            Timeout = AttemptTimeout,
            // Checksums are computed and compared here, once each: the SDK's own passes would read every byte again.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            HttpClientFactory = new S3HttpClientFactory(),
            AllowAutoRedirect = false,
            DisableLogging = true,
            DisableS3ExpressSessionAuth = true,
            IgnoreConfiguredEndpointUrls = true,
        };
        if (endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = region;
            config.ForcePathStyle = true;
        }

        return new AmazonS3Client(Credentials(), config);
    }

    private static AWSCredentials Credentials()
    {
        var accessKey = Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") ?? "";
        var secretKey = Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY") ?? "";
        var token = Environment.GetEnvironmentVariable("AWS_SESSION_TOKEN");
        return string.IsNullOrEmpty(token)
            ? new BasicAWSCredentials(accessKey, secretKey)
            : new SessionAWSCredentials(accessKey, secretKey, token);
    }

    private sealed class S3HttpClientFactory : HttpClientFactory
    {
        // An unreachable endpoint is worth a retry, not two minutes.
        private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(new SocketsHttpHandler
            {
                ConnectTimeout = ConnectTimeout,
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                ActivityHeadersPropagator = null,
            })
            {
                Timeout = AttemptTimeout,
            };

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => true;
    }
}
