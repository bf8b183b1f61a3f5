using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Compressor.EndToEnd.Tests.Bootstrap;

/// <summary>Forwards connections to a port of this machine, and can close them all at once.</summary>
internal sealed class SeverableProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _connections = [];
    private readonly int _target;

    public SeverableProxy(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Endpoint => new($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public void Sever()
    {
        while (_connections.TryTake(out var connection))
        {
            connection.Close();
        }
    }

    public void Dispose()
    {
        _listener.Stop();
        Sever();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                var server = new TcpClient { NoDelay = true };
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _target);
                _connections.Add(client);
                _connections.Add(server);
                _ = ForwardAsync(client, server);
                _ = ForwardAsync(server, client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private static async Task ForwardAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Severed.
        }
    }
}
