using System.Buffers;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;

namespace Compressor.Cli.Local.Processes;

/// <summary>
/// Reads a child's standard output and error line by line, on a thread of its own: a blocked thread of the pool would delay others.
/// </summary>
internal sealed partial class OutputPump
{
    /// <summary>Lambda's limit for a log event, in bytes. A longer line is passed on in pieces.</summary>
    private const int MaxLineBytes = 256 * 1024;

    private const short PollIn = 1;

    private readonly Lock _reading = new();
    private readonly Source[] _sources;
    private readonly Action<string> _line;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="process">A process with both outputs redirected.</param>
    /// <param name="line">Called for each line, one at a time.</param>
    public OutputPump(Process process, Action<string> line)
    {
        _line = line;
        _sources = [new((PipeStream)process.StandardOutput.BaseStream), new((PipeStream)process.StandardError.BaseStream)];
        new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = $"output of {process.Id}" }.Start();
    }

    /// <summary>Completes when both outputs are closed and read to their end.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Reads what the child has written so far. When it returns, those lines have been passed on.</summary>
    public void Drain()
    {
        lock (_reading)
        {
            while (ReadReady(timeout: 0))
            {
            }
        }
    }

    private void Run()
    {
        while (_sources.Any(source => source.Open))
        {
            var descriptors = Descriptors();
            _ = Poll(descriptors, (nuint)descriptors.Length, -1);
            lock (_reading)
            {
                ReadReady(timeout: 0);
            }
        }

        _ended.SetResult();
    }

    private bool ReadReady(int timeout)
    {
        var descriptors = Descriptors();
        if (descriptors.Length == 0 || Poll(descriptors, (nuint)descriptors.Length, timeout) <= 0)
        {
            return false;
        }

        foreach (var descriptor in descriptors.Where(descriptor => descriptor.Returned != 0))
        {
            _sources.First(source => source.Open && source.Descriptor == descriptor.Descriptor).Read(_line);
        }

        return true;
    }

    private PollDescriptor[] Descriptors() =>
        [.. _sources.Where(source => source.Open).Select(source => new PollDescriptor { Descriptor = source.Descriptor, Wanted = PollIn })];

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll([In, Out] PollDescriptor[] descriptors, nuint count, int timeoutMilliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Wanted;
        public short Returned;
    }

    private sealed class Source(PipeStream stream)
    {
        private readonly byte[] _buffer = new byte[16 * 1024];
        private readonly ArrayBufferWriter<byte> _partial = new();

        public int Descriptor { get; } = (int)stream.SafePipeHandle.DangerousGetHandle();

        public bool Open { get; private set; } = true;

        public void Read(Action<string> line)
        {
            var read = ReadOrEnd();
            var rest = _buffer.AsSpan(0, read);
            for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
            {
                _partial.Write(rest[..end]);
                rest = rest[(end + 1)..];
                Flush(line);
            }

            _partial.Write(rest);
            if (_partial.WrittenCount > 0 && (read == 0 || _partial.WrittenCount >= MaxLineBytes))
            {
                Flush(line);
            }

            Open = read > 0;
        }

        private int ReadOrEnd()
        {
            try
            {
                return stream.Read(_buffer);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                return 0;
            }
        }

        private void Flush(Action<string> line)
        {
            var text = Encoding.UTF8.GetString(_partial.WrittenSpan);
            _partial.ResetWrittenCount();
            line(text);
        }
    }
}
