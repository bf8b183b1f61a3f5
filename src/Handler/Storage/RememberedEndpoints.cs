using Amazon.Runtime.Endpoints;
using Amazon.S3.Internal;

namespace Compressor.Handler.Storage;

/// <summary>
/// Where the SDK sends requests for a bucket, worked out once: its rules are evaluated twice for each request otherwise, which is a
/// sixth of a small object's CPU time. The SDK gets a new endpoint each time, since it changes the URL while it handles an error.
/// </summary>
internal sealed class RememberedEndpoints : IEndpointProvider
{
    private const string AuthSchemes = "authSchemes";
    private const string SchemeName = "name";

    // All that S3's rules say of Signature Version 4. Values of strings and bools: nobody can change them.
    private static readonly string[] Properties = [SchemeName, "signingName", "signingRegion", "disableDoubleEncoding"];

    private readonly AmazonS3EndpointProvider _rules = new();
    private volatile Remembered? _last;

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        // The region and all else are the client's, and never change; a function works on one bucket, or a few in turn.
        var bucket = parameters["Bucket"] as string ?? "";
        if (_last is { } last && last.Bucket == bucket)
        {
            return last.CreateEndpoint();
        }

        var endpoint = _rules.ResolveEndpoint(parameters);
        _last = Remembered.TryCreate(bucket, endpoint);
        return endpoint;
    }

    private sealed record Remembered(string Bucket, string Url, object?[] Scheme)
    {
        /// <summary>
        /// Takes an endpoint apart; null where it says more than can be remembered here, so that the rules are asked again.
        /// </summary>
        public static Remembered? TryCreate(string bucket, Endpoint endpoint) =>
            endpoint is { Headers: null or { Count: 0 }, Attributes: { } attributes }
            && attributes[AuthSchemes] is List<object> and [PropertyBag scheme]
            && scheme[SchemeName] is "sigv4"
                ? new(bucket, endpoint.URL, Array.ConvertAll(Properties, property => scheme[property]))
                : null;

        public Endpoint CreateEndpoint()
        {
            var scheme = new PropertyBag();
            for (var i = 0; i < Properties.Length; i++)
            {
                scheme[Properties[i]] = Scheme[i];
            }

            return new Endpoint(Url) { Attributes = new PropertyBag { [AuthSchemes] = new List<object> { scheme } } };
        }
    }
}
