using Amazon;

namespace Compressor.Handler.Storage;

/// <summary>Another S3 than AWS's, in the variables that every AWS tool reads.</summary>
internal static class S3Endpoint
{
    /// <returns>The endpoint; null for AWS's own.</returns>
    /// <exception cref="UriFormatException">A variable is no absolute URL.</exception>
    public static Uri? FromProcess()
    {
        foreach (var name in (ReadOnlySpan<string>)["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"])
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                return Uri.TryCreate(value, UriKind.Absolute, out var endpoint)
                    ? endpoint
                    : throw new UriFormatException($"{name} is '{value}', which is no URL such as https://127.0.0.1:5000.");
            }
        }

        return null;
    }

    /// <summary>Whether an endpoint is AWS's own: none that was set, or one below the partition's domain.</summary>
    public static bool IsAws(Uri? endpoint, string region) =>
        endpoint is null
        || endpoint.Host.EndsWith("." + RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where AWS serves a bucket; null where <paramref name="bucket"/> is not known.</summary>
    public static Uri? OfBucket(string? bucket, string region)
    {
        if (string.IsNullOrEmpty(bucket))
        {
            return null;
        }

        var host = $"s3.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}";
        // A dot in the name would not match the certificate: the SDK puts such buckets into the path.
        return new Uri(bucket.Contains('.') ? $"https://{host}/" : $"https://{bucket}.{host}/");
    }
}
