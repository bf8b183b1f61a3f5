using Compressor.Core.Outcomes;

namespace Compressor.Handler.Pipeline;

/// <summary>What became of one object of an event.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="Outcome">How it ended.</param>
internal sealed record ObjectResult(string Key, Outcome Outcome)
{
    /// <summary>The archive's key; null where there is none.</summary>
    public string? ArchiveKey { get; init; }

    /// <summary>Bytes read.</summary>
    public long BytesIn { get; init; }

    /// <summary>Bytes of the archive.</summary>
    public long BytesOut { get; init; }

    /// <summary>Why nothing was done; null where something was.</summary>
    public string? Reason { get; init; }

    /// <summary>How long reading and compressing took.</summary>
    public TimeSpan MakeDuration { get; init; }

    /// <summary>How long compressing alone took; null for a streamed object, and where nothing was compressed.</summary>
    public TimeSpan? CompressDuration { get; init; }

    /// <summary>How long storing took; a streamed object is read and compressed meanwhile.</summary>
    public TimeSpan StoreDuration { get; init; }
}
