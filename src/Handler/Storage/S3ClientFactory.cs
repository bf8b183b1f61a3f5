using System.Net;
using System.Net.Sockets;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Compressor.Handler.Runtime;

namespace Compressor.Handler.Storage;

/// <summary>
/// Makes the S3 client, with everything said explicitly: the SDK looks for no profile, no instance metadata and no configuration
/// file, which a cold start would pay for.
/// </summary>
internal static class S3ClientFactory
{
    // Four attempts with jittered backoff, in all bounded by the invocation's deadline.
    private const int MaxRetries = 3;

    /// <summary>
    /// How long one attempt may take: longer than 64 MB need at 1 MB/s, and short enough that a hung one leaves time for another.
    /// </summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromMinutes(2);

    // An unreachable endpoint is worth a retry, not two minutes.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    /// <param name="region">The AWS region, such as <c>eu-central-1</c>.</param>
    /// <param name="endpoint">Another S3 endpoint, or null for AWS's.</param>
    /// <param name="connections">Sends the requests; null for a new one of <see cref="CreateConnections"/>.</param>
    public static IAmazonS3 Create(string region, Uri? endpoint, HttpClient? connections = null)
    {
        ClockCorrectingRetryPolicy.TakeOver();
        var config = new AmazonS3Config
        {
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = MaxRetries,
            // Otherwise the SDK grants a process 100 retries, and more only as requests succeed: an outage would leave none
            // for the events after it. One environment handles one event at a time and pauses between attempts anyway.
            ThrottleRetries = false,
            Timeout = AttemptTimeout,
            // Checksums are computed and compared here, once each: the SDK's own passes would read every byte again.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            EndpointProvider = new BucketEndpoints(region, endpoint),
            HttpClientFactory = new GivenHttpClient(connections ?? CreateConnections()),
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

        return new ShortPipelineS3Client(Credentials(), config);
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

    /// <summary>Makes what sends requests to S3: no proxy, no cookies, no redirects, no decompression.</summary>
    /// <param name="clock">Told when the first connection is made, or null.</param>
    public static HttpClient CreateConnections(ColdStartClock? clock = null)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, clock, cancellationToken),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        };
        if (clock is not null)
        {
            handler.PlaintextStreamFilter = (context, _) =>
            {
                clock.Mark(ColdStartPhase.Secured);
                return ValueTask.FromResult(context.PlaintextStream);
            };
        }

        return Over(handler);
    }

    /// <summary>Makes what sends requests through <paramref name="handler"/>.</summary>
    public static HttpClient Over(HttpMessageHandler handler) => new(new BufferedResponses(handler)) { Timeout = AttemptTimeout };

    // What SocketsHttpHandler does by itself, with larger reads and a look at the clock.
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, ColdStartClock? clock, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, cancellationToken);
            clock?.Mark(ColdStartPhase.Connected);
            return new ReadAheadStream(new NetworkStream(socket, ownsSocket: true));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class GivenHttpClient(HttpClient client) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

        // The client belongs to the process, and lives as long.
        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
