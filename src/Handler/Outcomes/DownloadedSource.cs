using Compressor.Handler.Archiving;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Outcomes;

/// <summary>A source in the archiver's buffer.</summary>
/// <param name="Location">The upload that was read, with the ETag and version it has.</param>
/// <param name="Entry">What its archive says of it.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record DownloadedSource(SourceLocation Location, ArchiveEntry Entry, int Size);
