using Compressor.Core.Events;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Pipeline;

/// <summary>An archive that wants to be stored, however often the conditional write has to be tried.</summary>
internal interface IArchiveCandidate
{
    /// <summary>The upload that it is the archive of.</summary>
    SourceLocation Source { get; }

    /// <summary>Where it goes, and as what.</summary>
    ArchiveDestination Destination { get; }

    /// <summary>CRC-32 of the whole archive.</summary>
    uint Crc32 { get; }

    /// <summary>The object's bytes.</summary>
    long BytesIn { get; }

    /// <summary>The archive's bytes.</summary>
    long BytesOut { get; }

    /// <summary>How long compressing took; null where it is compressed while it is stored.</summary>
    TimeSpan? CompressDuration { get; }

    /// <summary>Stores it where nothing is stored, or over exactly what <paramref name="replaces"/> names.</summary>
    ValueTask<PutOutcome> StoreAsync(string? replaces, CancellationToken cancellationToken);
}
