namespace Compressor.Handler.Storage;

/// <summary>The source has been uploaded again since the event, so the newer upload's event is on its way.</summary>
internal sealed class SourceReplacedException : Exception;
