namespace Compressor.LoopbackS3.Storage;

/// <summary>One version of an object, or a delete marker.</summary>
public sealed class StoredObject
{
    private readonly Lazy<Checksum?> _checksum;

    public StoredObject() =>
        _checksum = new(() =>
            GivenChecksum ?? (IsDeleteMarker || !HasDefaultChecksum ? null : Storage.Checksum.Compute(Storage.Checksum.Default, Content!)));

    public required string Key { get; init; }

    public required Content Content { get; init; }

    /// <summary>Without quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>Null in a bucket without versions.</summary>
    public string? VersionId { get; init; }

    /// <summary>Whole seconds, as S3 keeps it.</summary>
    public DateTimeOffset LastModified { get; init; }

    /// <summary>User metadata, names in lower case without <c>x-amz-meta-</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    public string ContentType { get; init; } = "binary/octet-stream";

    public string? ContentEncoding { get; init; }

    public string StorageClass { get; init; } = "STANDARD";

    public bool IsDeleteMarker { get; init; }

    /// <summary>Rises with every write to the bucket; hexadecimal, as in notifications.</summary>
    public required string Sequencer { get; init; }

    /// <summary>What was stored with the object; null: S3's own CRC64NVME.</summary>
    public Checksum? GivenChecksum { get; init; }

    /// <summary>False for what S3 stored before it computed checksums by itself.</summary>
    public bool HasDefaultChecksum { get; init; } = true;

    public Checksum? Checksum => _checksum.Value;
}
