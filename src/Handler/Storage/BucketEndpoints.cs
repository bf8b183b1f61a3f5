using Amazon.Runtime.Endpoints;

namespace Compressor.Handler.Storage;

/// <summary>
/// Says where the SDK sends a request: to the bucket's own host or, at another S3 than AWS's, to its folder. The SDK's own rules serve a
/// dozen kinds of addresses; evaluating them is a tenth of what a start allocates, and a sixth of a small object's CPU time. A test holds
/// this against them.
/// </summary>
/// <param name="region">The AWS region, such as <c>eu-central-1</c>.</param>
/// <param name="endpoint">Another S3 endpoint, or null for AWS's.</param>
internal sealed class BucketEndpoints(string region, Uri? endpoint) : IEndpointProvider
{
    // A new one each time: the SDK changes the URL while it handles a 400.
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var signatureVersion4 = new PropertyBag
        {
            ["name"] = "sigv4",
            ["signingName"] = "s3",
            ["signingRegion"] = region,
            ["disableDoubleEncoding"] = true,
        };
        return new Endpoint(S3Endpoint.ForBucket((string)parameters["Bucket"], region, endpoint))
        {
            Attributes = new PropertyBag { ["authSchemes"] = new List<object> { signatureVersion4 } },
        };
    }
}
