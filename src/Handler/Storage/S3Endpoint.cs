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
}
