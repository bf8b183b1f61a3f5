
namespace Compressor.LoopbackS3.Storage;

/// <summary>What a write asks for: <c>If-Match</c> and <c>If-None-Match</c>, as they stand in the headers.</summary>
public readonly record struct WriteCondition(string? IfMatch = null, string? IfNoneMatch = null)
{
    /// <exception cref="S3ErrorException">PreconditionFailed; NoSuchKey (If-Match on nothing).</exception>
    internal void Check(StoredObject? current)
    {
        if (IfMatch is { } wanted && (current is null || !ETag.Matches(wanted, current.ETag)))
        {
            throw current is null ? S3ErrorException.NoSuchKey() : S3ErrorException.PreconditionFailed();
        }

        if (IfNoneMatch is { } unwanted && current is not null && ETag.Matches(unwanted, current.ETag))
        {
            throw S3ErrorException.PreconditionFailed();
        }
    }
}
