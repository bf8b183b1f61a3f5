using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Internal;
using Amazon.S3.Internal.S3Express;

namespace Compressor.Handler.Storage;

/// <summary>
/// The SDK's client without the stages of its pipeline that have nothing to do here. Each stage costs every request a state machine, and
/// the first request of each kind the search for a generic virtual method (docs/performance.md).
/// </summary>
internal sealed class ShortPipelineS3Client(AWSCredentials credentials, AmazonS3Config config) : AmazonS3Client(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);

        // Events before and after requests, on errors, and times of stages: nobody listens.
        pipeline.RemoveHandler<MetricsHandler>();
        pipeline.RemoveHandler<ErrorCallbackHandler>();
        pipeline.RemoveHandler<CallbackHandler>();
        pipeline.RemoveHandler<CallbackHandler>();
        pipeline.RemoveHandler<CallbackHandler>();

        // Compressed requests, discovered endpoints, directory buckets: S3 has no use for the first two, and the last ones send no
        // notifications.
        pipeline.RemoveHandler<CompressionHandler>();
        pipeline.RemoveHandler<EndpointDiscoveryHandler>();
        pipeline.RemoveHandler<S3ExpressPreSigner>();

        // Asks for signature version 4 outside us-east-1; here it is what every request is signed with.
        pipeline.RemoveHandler<AmazonS3KmsHandler>();
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new ClockCorrectingRetryPolicy(Config)));
    }
}
