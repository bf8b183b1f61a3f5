using Compressor.Core.Events;
using Compressor.Core.Outcomes;

namespace Compressor.Handler.Pipeline;

/// <summary>An object of an event, and either its result or the failure.</summary>
internal sealed record ObjectAttempt(ObjectUpload Upload, ObjectResult? Result, Exception? Failure);

/// <summary>What became of one object of an event.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="Outcome">How it ended.</param>
internal sealed record ObjectResult(string Key, Outcome Outcome)
{
    /// <summary>The archive's key; null if there is none.</summary>
    public string? ArchiveKey { get; init; }

    /// <summary>Bytes read.</summary>
    public long BytesIn { get; init; }

    /// <summary>Bytes of the archive.</summary>
    public long BytesOut { get; init; }

    /// <summary>Why nothing was done; null if something was.</summary>
    public string? Reason { get; init; }

    /// <summary>The engine that compressed it; null if nothing was compressed.</summary>
    public string? Engine { get; init; }

    /// <summary>How long reading and compressing took.</summary>
    public TimeSpan MakeDuration { get; init; }

    /// <summary>How long compressing alone took; null for a streamed object, and if nothing was compressed.</summary>
    public TimeSpan? CompressDuration { get; init; }

    /// <summary>How long storing took; a streamed object is read and compressed meanwhile.</summary>
    public TimeSpan StoreDuration { get; init; }
}
