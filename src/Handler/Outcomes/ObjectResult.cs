namespace Compressor.Handler.Outcomes;

/// <summary>What became of one object of an event.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="ArchiveKey">The archive's key; null where there is none.</param>
/// <param name="BytesIn">Bytes read.</param>
/// <param name="BytesOut">Bytes of the archive.</param>
/// <param name="Reason">Why it was skipped; else null.</param>
internal sealed record ObjectResult(string Key, Outcome Outcome, string? ArchiveKey = null, long BytesIn = 0, long BytesOut = 0, string? Reason = null);
