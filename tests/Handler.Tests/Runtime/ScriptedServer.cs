using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Compressor.Handler.Tests.Runtime;

/// <summary>
/// A server on loopback that answers each request with the next bytes of a script, piece by piece, and keeps what it was asked.
/// An empty piece closes the connection.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string[]> _script = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public ScriptedServer(params string[][] script)
    {
        foreach (var answer in script)
        {
            _script.Enqueue(answer);
        }

        _listener.Start();
        _serving = ServeAsync();
    }

    public string Authority => _listener.LocalEndpoint.ToString()!;

    public ConcurrentQueue<string> Requests { get; } = new();

    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                using var client = await _listener.AcceptSocketAsync(_stop.Token);
                client.NoDelay = true;
                Connections++;
                await ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        while (await ReadRequestAsync(client) is { } request)
        {
            Requests.Enqueue(request);
            if (!_script.TryDequeue(out var answer))
            {
                return;
            }

            foreach (var piece in answer)
            {
                if (piece.Length == 0)
                {
                    return;
                }

                await client.SendAsync(Encoding.Latin1.GetBytes(piece), _stop.Token);
            }
        }
    }

    private async Task<string?> ReadRequestAsync(Socket client)
    {
        var received = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var text = received.ToString();
            if (text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var head and >= 0
                && text.Length - head - 4 >= ContentLength(text[..head]))
            {
                return text;
            }

            var read = await client.ReceiveAsync(buffer, _stop.Token);
            if (read == 0)
            {
                return null;
            }

            received.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
    }

    private static int ContentLength(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line.Split(':')[1]))
        .FirstOrDefault();
}
