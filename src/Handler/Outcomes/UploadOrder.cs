using Compressor.Handler.Storage;

namespace Compressor.Handler.Outcomes;

/// <summary>How a stored archive stands to an upload of the same source.</summary>
internal enum UploadOrder
{
    /// <summary>The archive is of this very upload.</summary>
    Same,

    /// <summary>The archive is of an older upload: it has to be replaced.</summary>
    StoredIsOlder,

    /// <summary>The archive is of a newer upload: it stays.</summary>
    StoredIsNewer,

    /// <summary>Not to be told from the two: an event without a sequencer. The source itself has to be asked.</summary>
    Unknown,
}

/// <summary>Compares what archives say of their sources.</summary>
internal static class UploadOrders
{
    /// <summary>Says how <paramref name="stored"/> stands to <paramref name="ours"/>; both are of the same key.</summary>
    public static UploadOrder Of(ArchiveMetadata stored, ArchiveMetadata ours)
    {
        if (stored.SourceSequencer is { } theirs && ours.SourceSequencer is { } mine)
        {
            return Sequencer.Compare(theirs, mine) switch
            {
                0 => UploadOrder.Same,
                < 0 => UploadOrder.StoredIsOlder,
                _ => UploadOrder.StoredIsNewer,
            };
        }

        return stored.SourceETag == ours.SourceETag && stored.SourceVersionId == ours.SourceVersionId
            ? UploadOrder.Same
            : UploadOrder.Unknown;
    }
}
