namespace Compressor.Handler.Storage;

/// <summary>What is stored under an archive's key.</summary>
/// <param name="ETag">Its ETag, as S3 sent it.</param>
/// <param name="Metadata">What it is the archive of; null where it is none of ours.</param>
internal sealed record StoredArchive(string ETag, ArchiveMetadata? Metadata);
