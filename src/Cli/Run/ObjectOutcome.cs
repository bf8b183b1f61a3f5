namespace Compressor.Cli.Run;

/// <summary>What a response of the function says of one object.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="Outcome">Compressed, Duplicate, Superseded, SourceMissing or Skipped.</param>
/// <param name="BytesIn">Bytes read.</param>
/// <param name="BytesOut">Bytes of the archive.</param>
internal sealed record ObjectOutcome(string Key, string Outcome, long BytesIn, long BytesOut);
