using Compressor.Cli.Objects.Upload;

namespace Compressor.Cli.Objects.Run;

/// <summary>A file of a run, and what must become of it.</summary>
/// <param name="Source">The file.</param>
/// <param name="Key">The key it is uploaded to.</param>
/// <param name="ArchiveKey">The key its archive must have; null where it must have none.</param>
/// <param name="ErrorType">The error that it must reach the dead letter queue with; null where it must not get there.</param>
/// <param name="Deliveries">How often its event is delivered, 1 or 2.</param>
internal sealed record RunFile(SourceFile Source, string Key, string? ArchiveKey, string? ErrorType, int Deliveries = 1);
