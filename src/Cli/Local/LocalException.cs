namespace Compressor.Cli.Local;

/// <summary>The local AWS or Lambda cannot do what it was asked; the message says what to do, in one line.</summary>
public sealed class LocalException(string message) : Exception(message);
