namespace Compressor.Handler.Tests.Protocol;

/// <summary>
/// The rules without which the protocol has a hole. Each can be left out, so that a test shows that the checker
/// finds what the rule is for.
/// </summary>
[Flags]
internal enum Rules
{
    None = 0,

    /// <summary>If one side has no sequencer, sequencers decide nothing (rather than: none is the oldest).</summary>
    SequencersOnBothSides = 1,

    /// <summary>Without sequencers, the source's Last-Modified decides which upload is newer, and whether two are one.</summary>
    LastModifiedOrders = 2,

    /// <summary>A source that is gone while the archive is another upload's is <c>SourceMissing</c>, never <c>Superseded</c>.</summary>
    GoneIsNotSuperseded = 4,

    /// <summary>A GET that meets 404 while the archive is of a newer upload is <c>Superseded</c>, not <c>SourceMissing</c>.</summary>
    GoneComparesOrder = 8,

    /// <summary>
    /// In delete mode a 404 beside an older upload's archive fails, whatever bytes that upload had: the source may have been deleted
    /// in place of another upload of the same bytes.
    /// </summary>
    GoneBesideOlderFails = 16,

    /// <summary>In a versioned bucket and delete mode, an event that is superseded deletes its own version.</summary>
    SupersededDeletesItsVersion = 32,

    /// <summary>Where DELETE may ignore If-Match, a HEAD comes right before it.</summary>
    HeadBeforeDelete = 64,

    /// <summary>A record of a batch that failed comes again: its message is not answered as done with the others.</summary>
    FailedMessagesComeAgain = 128,

    All = 255,
}
