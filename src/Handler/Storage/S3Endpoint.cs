using System.Buffers;
using Amazon;

namespace Compressor.Handler.Storage;

/// <summary>Another S3 than AWS's, in the variables that every AWS tool reads.</summary>
internal static class S3Endpoint
{
    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <returns>The endpoint; null for AWS's own.</returns>
    /// <exception cref="UriFormatException">A variable is not an absolute URL.</exception>
    public static Uri? FromProcess()
    {
        foreach (var name in (ReadOnlySpan<string>)["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"])
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                return Uri.TryCreate(value, UriKind.Absolute, out var endpoint)
                    ? endpoint
                    : throw new UriFormatException($"{name} is '{value}', which is not a URL such as https://127.0.0.1:5000.");
            }
        }

        return null;
    }

    /// <summary>Whether an endpoint is AWS's own: none that was set, or one below the partition's domain.</summary>
    public static bool IsAws(Uri? endpoint, string region) =>
        endpoint is null
        || endpoint.Host.EndsWith("." + RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the address of a bucket.</summary>
    /// <param name="bucket">The bucket's name, or an access point's alias.</param>
    /// <param name="region">The AWS region, such as <c>eu-central-1</c>.</param>
    /// <param name="endpoint">Another S3 endpoint, which has its buckets in the path; null for AWS's.</param>
    public static string ForBucket(string bucket, string region, Uri? endpoint)
    {
        if (endpoint is not null)
        {
            return $"{endpoint.AbsoluteUri.TrimEnd('/')}/{bucket}";
        }

        var host = $"s3.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}";
        return IsHostLabel(bucket) ? $"https://{bucket}.{host}" : $"https://{host}/{bucket}";
    }

    // A name with a dot would not match S3's certificate. Buckets of the first years may have capitals and underscores too.
    private static bool IsHostLabel(string bucket) =>
        bucket.Length is >= 3 and <= 63
        && !bucket.AsSpan().ContainsAnyExcept(LabelCharacters)
        && bucket[0] != '-'
        && bucket[^1] != '-';
}
