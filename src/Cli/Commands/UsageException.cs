namespace Compressor.Cli.Commands;

/// <summary>The command cannot start as it was called; the message says in one line what to change.</summary>
internal sealed class UsageException(string message) : Exception(message);
