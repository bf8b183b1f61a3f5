using System.Text;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Compressor.LoopbackS3.Http;

/// <summary>A request with its address taken apart: path style, <c>/bucket/key?query</c>.</summary>
internal sealed class S3Request
{
    public const int MaximumKeyBytes = 1024;

    private S3Request(HttpContext context, string bucket, string key, IReadOnlyDictionary<string, string> query)
    {
        Context = context;
        BucketName = bucket;
        Key = key;
        Query = query;
        Operation = Classify(context.Request.Method, key.Length > 0, query, context.Request.Headers.ContainsKey("x-amz-copy-source"));
    }

    public HttpContext Context { get; }

    public string BucketName { get; }

    public string Key { get; }

    public IReadOnlyDictionary<string, string> Query { get; }

    public S3Operation Operation { get; }

    /// <summary>The path as it was sent, encoded.</summary>
    public required string RawPath { get; init; }

    /// <summary>The query as it was sent, without the question mark.</summary>
    public required string RawQuery { get; init; }

    /// <summary>The verified signature; null where nobody signed.</summary>
    public RequestSignature? Signature { get; private set; }

    public Bucket Bucket { get; private set; } = null!;

    public RecordedRequest Record { get; set; } = null!;

    public static S3Request Parse(HttpContext context)
    {
        // The raw target: the framework's path would decode a key's %2F and lose what was sent.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var rawPath = mark < 0 ? target : target[..mark];
        var path = rawPath.TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(mark < 0 ? "" : target[mark..]).ToDictionary(x => x.Key, x => x.Value.ToString());
        var key = slash < 0 ? "" : Uri.UnescapeDataString(path[(slash + 1)..]);
        return new(context, slash < 0 ? path : path[..slash], key, query)
        {
            RawPath = rawPath,
            RawQuery = mark < 0 ? "" : target[(mark + 1)..],
        };
    }

    public string? Header(string name) => Context.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    public string? QueryValue(string name) => Query.GetValueOrDefault(name);

    /// <summary>Verifies the signature, and finds the bucket.</summary>
    /// <exception cref="S3ErrorException">What S3 says about signature and address alone.</exception>
    public void Locate(Func<string, Bucket?> find)
    {
        Signature = RequestSignature.Verify(this);
        var bucket = find(BucketName);
        if (Signature is null && bucket?.Settings.IsPublic != true)
        {
            throw S3ErrorException.AccessDenied();
        }

        Bucket = bucket ?? throw S3ErrorException.NoSuchBucket();
        if (Encoding.UTF8.GetByteCount(Key) > MaximumKeyBytes)
        {
            throw S3ErrorException.KeyTooLong();
        }
    }

    private static S3Operation Classify(string method, bool hasKey, IReadOnlyDictionary<string, string> query, bool copies) =>
        (method, hasKey) switch
        {
            (_, true) when copies => S3Operation.Unknown,
            ("GET", true) when query.ContainsKey("uploadId") => S3Operation.ListParts,
            ("GET", true) => S3Operation.GetObject,
            ("HEAD", true) => S3Operation.HeadObject,
            ("PUT", true) when query.ContainsKey("partNumber") => S3Operation.UploadPart,
            ("PUT", true) => S3Operation.PutObject,
            ("POST", true) when query.ContainsKey("uploads") => S3Operation.CreateMultipartUpload,
            ("POST", true) when query.ContainsKey("uploadId") => S3Operation.CompleteMultipartUpload,
            ("DELETE", true) when query.ContainsKey("uploadId") => S3Operation.AbortMultipartUpload,
            ("DELETE", true) => S3Operation.DeleteObject,
            ("HEAD", false) => S3Operation.HeadBucket,
            ("GET", false) when query.ContainsKey("uploads") => S3Operation.ListMultipartUploads,
            ("GET", false) when query.GetValueOrDefault("list-type") == "2" => S3Operation.ListObjectsV2,
            _ => S3Operation.Unknown,
        };
}
