namespace Compressor.Core.Outcomes;

/// <summary>How a stored archive stands to an upload of the same source.</summary>
public enum UploadOrder
{
    /// <summary>The archive is of this very upload.</summary>
    Same,

    /// <summary>The archive is of an older upload: it has to be replaced.</summary>
    StoredIsOlder,

    /// <summary>The archive is of a newer upload: it stays.</summary>
    StoredIsNewer,

    /// <summary>Not to be told from the two: the source itself has to be asked which upload is the current one.</summary>
    Unknown,
}

/// <summary>Compares what archives say of their sources.</summary>
public static class UploadOrders
{
    /// <summary>Says how <paramref name="stored"/> stands to <paramref name="ours"/>; both are of the same key.</summary>
    /// <remarks>
    /// Sequencers decide where both have one. Else (S3 Batch and requeued events have none) the sources' times do, and within
    /// one second their ETags and versions.
    /// </remarks>
    public static UploadOrder Compare(ArchiveMetadata stored, ArchiveMetadata ours)
    {
        if (stored.SourceSequencer is { } theirs && ours.SourceSequencer is { } mine)
        {
            return FromComparison(Sequencer.Compare(theirs, mine), UploadOrder.Same);
        }

        var equal = stored.SourceETag == ours.SourceETag && AreTheSameAsFarAsKnown(stored.SourceVersionId, ours.SourceVersionId)
            ? UploadOrder.Same
            : UploadOrder.Unknown;
        return stored.SourceLastModified is { } then && ours.SourceLastModified is { } now
            ? FromComparison(then.CompareTo(now), equal)
            : equal;
    }

    private static bool AreTheSameAsFarAsKnown(string? left, string? right) => left is null || right is null || left == right;

    private static UploadOrder FromComparison(int storedToOurs, UploadOrder equal) => storedToOurs switch
    {
        < 0 => UploadOrder.StoredIsOlder,
        > 0 => UploadOrder.StoredIsNewer,
        _ => equal,
    };
}
