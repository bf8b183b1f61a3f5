using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Compressor.LoopbackS3;

namespace Compressor.Handler.Tests.Model;

/// <summary>
/// The SDK's client with its retries but without the waits between them, and without the quota that would make a seed's run depend
/// on the seeds before it.
/// </summary>
/// <param name="endpoint">The server.</param>
/// <param name="name">The handler's, which the server finds in each request's User-Agent.</param>
internal sealed class ImpatientClient(Uri endpoint, string name) : AmazonS3Client(
    new BasicAWSCredentials(LoopbackS3Server.AccessKeyId, LoopbackS3Server.SecretAccessKey), Configure(endpoint, name))
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new AtOnce(Config)));
    }

    private static AmazonS3Config Configure(Uri endpoint, string name) => new()
    {
        ServiceURL = endpoint.ToString(),
        AuthenticationRegion = LoopbackS3Server.Region,
        ClientAppId = name,
        ForcePathStyle = true,
        RetryMode = RequestRetryMode.Standard,
        MaxErrorRetry = 2,
        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        HttpClientFactory = new OwnConnections(new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false })),
    };

    /// <summary>No connection that a seed's fault broke is left in a pool for the next seed.</summary>
    private sealed class OwnConnections(HttpClient connections) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => connections;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }

    private sealed class AtOnce(IClientConfig config) : StandardRetryPolicy(config)
    {
        public override Task WaitBeforeRetryAsync(IExecutionContext executionContext) => Task.CompletedTask;

        public override bool OnRetry(IExecutionContext executionContext, bool bypassAcquireCapacity, bool isThrottlingError) => true;
    }
}
