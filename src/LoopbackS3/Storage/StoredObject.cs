namespace Compressor.LoopbackS3.Storage;

/// <summary>One version of an object, or a delete marker.</summary>
public sealed record StoredObject
{
    private Checksum? _computed;

    public required string Key { get; init; }

    public required Content Content { get; init; }

    /// <summary>Without quotes.</summary>
    public required string ETag { get; init; }

    public ObjectHeaders Headers { get; init; } = ObjectHeaders.None;

    /// <summary>Null in a bucket without versions.</summary>
    public string? VersionId { get; init; }

    /// <summary>Whole seconds, as S3 keeps it.</summary>
    public DateTimeOffset LastModified { get; init; }

    /// <summary>Rises with every write to the bucket; hexadecimal, as in notifications.</summary>
    public string Sequencer { get; init; } = "";

    public bool IsDeleteMarker { get; init; }

    /// <summary>What was stored with the object; null: S3's own CRC64NVME.</summary>
    public Checksum? GivenChecksum { get; init; }

    /// <summary>False for what S3 stored before it computed checksums by itself.</summary>
    public bool HasDefaultChecksum { get; init; } = true;

    /// <summary>What S3 has of the whole object. Its own is computed when it is first asked for.</summary>
    public Checksum? Checksum => GivenChecksum ?? (HasDefaultChecksum && !IsDeleteMarker
        ? _computed ??= Storage.Checksum.Compute(Storage.Checksum.Default, Content)
        : null);
}

/// <summary>What a PUT, or the start of a multipart upload, says about the object.</summary>
public sealed record ObjectHeaders
{
    /// <summary>S3's defaults.</summary>
    public static readonly ObjectHeaders None = new();

    /// <summary>User metadata, names in lower case without <c>x-amz-meta-</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    public string ContentType { get; init; } = "binary/octet-stream";

    public string? ContentEncoding { get; init; }

    public string StorageClass { get; init; } = "STANDARD";
}
