using Amazon.Runtime.Endpoints;
using Amazon.S3.Internal;

namespace Compressor.Handler.Storage;

/// <summary>
/// Where the SDK sends requests for a bucket, worked out once: its rules are evaluated twice for each request otherwise, which is a
/// sixth of a small object's CPU time.
/// </summary>
internal sealed class RememberedEndpoints : IEndpointProvider
{
    private readonly AmazonS3EndpointProvider _rules = new();
    private volatile Tuple<string, Endpoint>? _last;

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        // The region and all else are the client's, and never change; a function works on one bucket, or a few in turn.
        var bucket = parameters["Bucket"] as string ?? "";
        if (_last is { } last && last.Item1 == bucket)
        {
            return last.Item2;
        }

        var endpoint = _rules.ResolveEndpoint(parameters);
        _last = Tuple.Create(bucket, endpoint);
        return endpoint;
    }
}
