using System.Net;
using System.Net.Sockets;
using Compressor.Handler.Storage;
using Compressor.Handler.Tests.Faults.Harness;

namespace Compressor.Handler.Tests.Storage;

public sealed class ReadAheadStreamTests : IDisposable
{
    private readonly Socket _server;
    private readonly ReadAheadStream _stream;

    public ReadAheadStreamTests()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(listener.LocalEndPoint!);
        _server = listener.Accept();
        _stream = new ReadAheadStream(new NetworkStream(client, ownsSocket: true));
    }

    public void Dispose()
    {
        _stream.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Reads_of_any_length_give_the_bytes_that_were_sent_and_then_the_end(int seed)
    {
        var random = new Random(seed);
        var sent = new byte[1_000_003];
        random.NextBytes(sent);
        var sending = Task.Run(() =>
        {
            for (var at = 0; at < sent.Length;)
            {
                at += _server.Send(sent.AsSpan(at, Math.Min(random.Next(1, 300_000), sent.Length - at)));
            }

            _server.Shutdown(SocketShutdown.Send);
        });

        var lengths = new Random(seed + 1);
        var received = new MemoryStream();
        var buffer = new byte[40_000];
        while (true)
        {
            var length = lengths.Next(1, buffer.Length);
            var read = lengths.Next(3) == 0 ? _stream.Read(buffer, 0, length) : await _stream.ReadAsync(buffer.AsMemory(0, length));
            if (read == 0)
            {
                break;
            }

            received.Write(buffer, 0, read);
        }

        await sending;
        received.ToArray().ShouldBe(sent);
    }

    [Fact]
    public async Task A_read_of_nothing_waits_until_there_is_something()
    {
        // So the connection pool asks whether an idle connection was closed.
        var waiting = _stream.ReadAsync(Memory<byte>.Empty);
        waiting.IsCompleted.ShouldBeFalse();

        _server.Send([7, 8]);

        (await waiting).ShouldBe(0);
        var buffer = new byte[4];
        (await _stream.ReadAsync(buffer)).ShouldBe(2);
        buffer[..2].ShouldBe([7, 8]);
    }

    [Fact]
    public async Task Writes_go_through()
    {
        await _stream.WriteAsync(new byte[] { 1, 2, 3 });

        var buffer = new byte[3];
        (await _server.ReceiveAsync(buffer)).ShouldBe(3);
        buffer.ShouldBe([1, 2, 3]);
    }
}
