using System.Net.Sockets;

namespace Compressor.Handler.Runtime;

/// <summary>
/// One keep-alive HTTP/1.1 connection to the Runtime API. <see cref="HttpClient"/> would do the same and costs milliseconds
/// at every cold start; this does the few things that one local server with small, unencrypted messages needs.
/// </summary>
internal sealed class HttpConnection(string host, int port) : IDisposable
{
    private readonly HttpResponseReader _reader = new();
    private Socket? _socket;

    /// <summary>Connects to <paramref name="authority"/>, a host and a port.</summary>
    public static HttpConnection To(string authority)
    {
        var colon = authority.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(authority.AsSpan(colon + 1), out var port)
            ? new HttpConnection(authority[..colon].Trim('[', ']'), port)
            : new HttpConnection(authority, 80);
    }

    /// <summary>
    /// Sends a whole request and reads the whole response. A server may close a connection that is kept alive at any time:
    /// a request that meets that is sent again on a new one.
    /// </summary>
    /// <returns>The response; its body is valid until the next call.</returns>
    /// <exception cref="IOException">The server cannot be reached, closed the connection, or does not speak HTTP.</exception>
    public async ValueTask<HttpResponse> ExchangeAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var reused = _socket is not null;
            try
            {
                _socket ??= await ConnectAsync(cancellationToken);
                await SendAsync(_socket, request, cancellationToken);
                var response = await _reader.ReadAsync(_socket, cancellationToken);
                if (!response.KeepAlive)
                {
                    Close();
                }

                return response;
            }
            catch (Exception e) when (reused && e is SocketException or ConnectionClosedException)
            {
                Close();
            }
            catch (SocketException e)
            {
                Close();
                throw new IOException($"The Runtime API at {host}:{port} cannot be reached: {e.Message}", e);
            }
            catch
            {
                Close();
                throw;
            }
        }
    }

    public void Dispose() => Close();

    private async ValueTask<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
        }
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
        _reader.Reset();
    }
}
