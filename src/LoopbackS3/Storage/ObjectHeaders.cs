namespace Compressor.LoopbackS3.Storage;

/// <summary>What a PUT, or the start of a multipart upload, says about the object.</summary>
public sealed record ObjectHeaders
{
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    public string ContentType { get; init; } = "binary/octet-stream";

    public string? ContentEncoding { get; init; }

    public string StorageClass { get; init; } = "STANDARD";
}
