using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Compressor.Benchmarks.Floor;

/// <summary>The Lambda Runtime API over one blocking socket: the least that a custom runtime in .NET has to do.</summary>
internal sealed class RuntimeSocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly string _host;
    private byte[] _received = new byte[16 * 1024];

    public RuntimeSocket()
    {
        _host = Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") ?? throw new InvalidOperationException(
            "AWS_LAMBDA_RUNTIME_API is not set.");
        _socket.Connect(IPEndPoint.Parse(_host));
    }

    /// <summary>Waits for the next event.</summary>
    public (string RequestId, string Event) Next()
    {
        var (headers, body) = Exchange($"GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: {_host}\r\n\r\n");
        return (Header(headers, "Lambda-Runtime-Aws-Request-Id:"), body);
    }

    /// <summary>Answers an event.</summary>
    public void Respond(string requestId, string json) =>
        Exchange(
            $"POST /2018-06-01/runtime/invocation/{requestId}/response HTTP/1.1\r\nHost: {_host}\r\nContent-Length: "
                + $"{json.Length}\r\n\r\n{json}");

    public void Dispose() => _socket.Dispose();

    private (string Headers, string Body) Exchange(string request)
    {
        _socket.Send(Encoding.ASCII.GetBytes(request));
        for (var have = 0; ;)
        {
            var read = _socket.Receive(_received.AsSpan(have));
            have += read > 0 ? read : throw new IOException("The Runtime API closed the connection.");
            if (Whole(_received.AsSpan(0, have)) is { } end)
            {
                return (Encoding.ASCII.GetString(_received, 0, end), Encoding.UTF8.GetString(_received, end, have - end));
            }

            if (have == _received.Length)
            {
                Array.Resize(ref _received, have * 2);
            }
        }
    }

    /// <summary>Returns where the headers end, once all of the body is there.</summary>
    private static int? Whole(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8) + 4;
        if (end < 4)
        {
            return null;
        }

        var length = received.IndexOf("Content-Length: "u8);
        return Utf8Parser.TryParse(received[(length + 16)..], out int bytes, out _) && received.Length >= end + bytes ? end : null;
    }

    private static string Header(string headers, string name)
    {
        var at = headers.IndexOf(name, StringComparison.OrdinalIgnoreCase) + name.Length;
        return headers[at..headers.IndexOf('\r', at)].Trim();
    }
}
