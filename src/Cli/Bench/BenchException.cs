namespace Compressor.Cli.Bench;

/// <summary>Something could not be measured; the message says in one line what.</summary>
internal sealed class BenchException(string message) : Exception(message);
