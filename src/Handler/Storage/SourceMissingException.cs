namespace Compressor.Handler.Storage;

/// <summary>The source is gone.</summary>
internal sealed class SourceMissingException : Exception;
