namespace Compressor.Handler.Runtime;

/// <summary>The server closed the connection before the first byte of its response, so the request may be sent again.</summary>
internal sealed class ConnectionClosedException() : IOException("The Runtime API closed the connection.");
