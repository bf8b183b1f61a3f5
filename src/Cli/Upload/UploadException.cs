namespace Compressor.Cli.Upload;

/// <summary>The upload as a whole cannot go on; the message says why, in one line.</summary>
public sealed class UploadException(string message) : Exception(message);
