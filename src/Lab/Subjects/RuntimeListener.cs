using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Compressor.Lab.Processes;

namespace Compressor.Lab.Subjects;

/// <summary>
/// The Runtime API for one process, over blocking sockets on the measuring thread: the clock stops where the request's last byte was
/// read, with no scheduler in between. It knows <c>next</c>, <c>response</c> and <c>error</c>, one connection at a time.
/// </summary>
internal sealed class RuntimeListener : IDisposable
{
    private const int PollMicroseconds = 50_000;
    private static readonly byte[] Accepted =
        "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"status\":\"OK\"}\n"u8.ToArray();

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Func<bool> _hasExited;
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _timeLimit;
    private Socket? _connection;
    private byte[] _received = new byte[64 * 1024];
    private int _events;

    /// <param name="hasExited">Whether the process has ended, so that nobody will call.</param>
    /// <param name="timeout">How long to wait for a call.</param>
    /// <param name="timeLimit">The time for an event that the process is given; by default, longer than anybody waits for
    /// it.</param>
    public RuntimeListener(Func<bool> hasExited, TimeSpan timeout, TimeSpan? timeLimit = null)
    {
        (_hasExited, _timeout, _timeLimit) = (hasExited, timeout, timeLimit ?? (timeout * 2));
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    /// <summary>Host and port, for AWS_LAMBDA_RUNTIME_API.</summary>
    public string Authority => _listener.LocalEndPoint!.ToString()!;

    /// <summary>Waits until the process asks for an event.</summary>
    /// <returns>When it did, a timestamp of <see cref="Stopwatch"/>.</returns>
    /// <exception cref="MeasurementException">It ended, did not call in time, or reported an error.</exception>
    public long WaitForNext()
    {
        var (line, body, at) = Receive();
        return line.StartsWith("GET ", StringComparison.Ordinal)
            ? at
            : throw new MeasurementException($"An event was expected to be asked for, and not {line}: {body}", body);
    }

    /// <summary>Hands the process an event that it has asked for, and takes its response.</summary>
    /// <returns>From sending the event's first byte to receiving the response's last one, in ms, and the response.</returns>
    /// <exception cref="MeasurementException">It failed, ended or hung.</exception>
    public (double WallMs, string Response) Deliver(string json)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{++_events:x12}");
        var deadline = (DateTimeOffset.UtcNow + _timeLimit).ToUnixTimeMilliseconds();
        var payload = Encoding.UTF8.GetBytes(json);
        var head = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: {id}\r\nLambda-Runtime-Deadline-Ms: "
                + $"{deadline}\r\n" +
            $"Lambda-Runtime-Invoked-Function-Arn: "
                + $"arn:aws:lambda:us-east-1:123456789012:function:compressor\r\nLambda-Runtime-Trace-Id: "
                + $"Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0\r\nContent-Length: {payload.Length}\r\n\r\n");
        byte[] response = [.. head, .. payload];
        var sent = Stopwatch.GetTimestamp();
        _connection!.Send(response);
        var (line, body, at) = Receive();
        _connection!.Send(Accepted);
        return line.Contains("/response ", StringComparison.Ordinal)
            ? (Stopwatch.GetElapsedTime(sent, at).TotalMilliseconds, body)
            : throw new MeasurementException($"An invocation failed: {body}", body);
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _listener.Dispose();
    }

    private (string Line, string Body, long At) Receive()
    {
        var started = Stopwatch.GetTimestamp();
        var have = 0;
        while (true)
        {
            Await(_connection ?? _listener, started);
            _connection ??= Accept();
            var read = _connection.Receive(_received.AsSpan(have));
            if (read == 0)
            {
                // A client may close a connection that is kept alive, and come back on another one.
                _connection.Dispose();
                _connection = null;
                have = 0;
                continue;
            }

            have += read;
            if (HttpRequestText.TryParse(_received.AsSpan(0, have)) is { } request)
            {
                return (request.Line, request.Body, Stopwatch.GetTimestamp());
            }

            if (have == _received.Length)
            {
                Array.Resize(ref _received, have * 2);
            }
        }
    }

    private Socket Accept()
    {
        var connection = _listener.Accept();
        connection.NoDelay = true;
        return connection;
    }

    private void Await(Socket socket, long started)
    {
        while (!socket.Poll(PollMicroseconds, SelectMode.SelectRead))
        {
            if (_hasExited())
            {
                throw new MeasurementException("The process ended.");
            }

            if (Stopwatch.GetElapsedTime(started) > _timeout)
            {
                throw new MeasurementException($"The process did not call the Runtime API for {_timeout.TotalSeconds} s.");
            }
        }
    }
}

/// <summary>A request of a runtime, with its body whole.</summary>
/// <param name="Line">Such as <c>GET /2018-06-01/runtime/invocation/next HTTP/1.1</c>.</param>
/// <param name="Body">UTF-8 text; empty where there is none.</param>
internal sealed record HttpRequestText(string Line, string Body)
{
    private const string ContentLength = "Content-Length:";

    /// <summary>Reads one request; null while bytes are missing.</summary>
    /// <exception cref="MeasurementException">The body comes in chunks, which no measured program sends.</exception>
    public static HttpRequestText? TryParse(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var lines = Encoding.ASCII.GetString(received[..end]).Split("\r\n");
        if (lines.Any(line => line.StartsWith("Transfer-Encoding:", StringComparison.OrdinalIgnoreCase)))
        {
            throw new MeasurementException("The process sent a body in chunks, which the benchmark does not read.");
        }

        var length = lines.FirstOrDefault(line => line.StartsWith(ContentLength, StringComparison.OrdinalIgnoreCase)) is { } header
            ? int.Parse(header.AsSpan(ContentLength.Length), CultureInfo.InvariantCulture)
            : 0;
        var body = received[(end + 4)..];
        return body.Length >= length ? new(lines[0], Encoding.UTF8.GetString(body[..length])) : null;
    }
}
