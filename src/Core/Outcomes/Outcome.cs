namespace Compressor.Core.Outcomes;

/// <summary>How an object ended where nothing failed.</summary>
public enum Outcome
{
    /// <summary>The archive was stored.</summary>
    Compressed,

    /// <summary>The archive of this very upload was there already: the event was delivered twice, or a response got lost.</summary>
    Duplicate,

    /// <summary>A newer upload of the same key exists, and its own event makes the archive.</summary>
    Superseded,

    /// <summary>The object is gone, and there is no archive of it. Always a warning.</summary>
    SourceMissing,

    /// <summary>Nothing to do: the key or the event is not for this function.</summary>
    Skipped,
}
