using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Identity;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.S3;
using Amazon.S3.Internal;
using Amazon.S3.Internal.S3Express;
using Amazon.S3.Model;
using Amazon.S3.Model.Internal.MarshallTransformations;

namespace Compressor.Handler.Storage;

/// <summary>
/// The SDK's client without the stages of its pipeline that have nothing to do here. Each stage costs every request a state machine, and
/// the first request of each kind the search for a generic virtual method (docs/performance.md).
/// </summary>
internal sealed class ShortPipelineS3Client(AWSCredentials credentials, AmazonS3Config config) : AmazonS3Client(credentials, config)
{
    // The stages are generic methods, and the first request for each type of response makes the runtime build all of them anew. With the
    // base type they are built once, for the GET and the PUT of every event.
    public override async Task<GetObjectResponse> GetObjectAsync(GetObjectRequest request, CancellationToken cancellationToken = default) =>
        (GetObjectResponse)await InvokeAsync<AmazonWebServiceResponse>(
            request,
            new InvokeOptions
            {
                RequestMarshaller = GetObjectRequestMarshaller.Instance,
                ResponseUnmarshaller = GetObjectResponseUnmarshaller.Instance,
            },
            cancellationToken);

    public override async Task<PutObjectResponse> PutObjectAsync(PutObjectRequest request, CancellationToken cancellationToken = default) =>
        (PutObjectResponse)await InvokeAsync<AmazonWebServiceResponse>(
            request,
            new InvokeOptions
            {
                RequestMarshaller = PutObjectRequestMarshaller.Instance,
                ResponseUnmarshaller = PutObjectResponseUnmarshaller.Instance,
            },
            cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);

        // These raise events around requests and on errors, and time the stages. Nothing here listens.
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
        pipeline.ReplaceHandler<AmazonS3AuthSchemeHandler>(new SignatureVersion4());

        // Gives requests a body and a content type. Those of this function have theirs.
        pipeline.RemoveHandler<AmazonS3PreMarshallHandler>();
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new ClockCorrectingRetryPolicy(Config)));
    }

    /// <summary>How requests are signed: the SDK would find that out by evaluating its endpoint rules a second time.</summary>
    private sealed class SignatureVersion4 : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;

        protected override ISigner GetSigner(IAuthScheme<BaseIdentity> scheme) => new Amazon.Runtime.Internal.Auth.S3Signer();
    }
}
