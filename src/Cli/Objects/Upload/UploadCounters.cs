using Compressor.Toolkit.Units;

namespace Compressor.Cli.Objects.Upload;

/// <summary>How far an upload is. Written by many tasks at once, read by the display.</summary>
public sealed class UploadCounters
{
    private long _uploaded;
    private long _present;
    private long _failed;
    private long _bytes;

    /// <summary>Files that were uploaded.</summary>
    public long Uploaded => Interlocked.Read(ref _uploaded);

    /// <summary>Files that were there already, with the same checksum.</summary>
    public long Present => Interlocked.Read(ref _present);

    /// <summary>Files that could not be uploaded.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Files that are finished, uploaded or not.</summary>
    public long Done => Uploaded + Present + Failed;

    /// <summary>Bytes that were sent or did not have to be.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Returns the state of the upload in one line.</summary>
    internal string Describe(UploadPlan plan, TimeSpan elapsed)
    {
        var (sent, rate) = (Sizes.Format(Bytes), Sizes.Format(Bytes / Math.Max(elapsed.TotalSeconds, 0.001)));
        var percent = plan.Bytes == 0 ? 100 : 100 * Bytes / plan.Bytes;
        return $"uploaded {Done} of {plan.Files} files, {sent} of {Sizes.Format(plan.Bytes)} ({percent} %), {rate}/s";
    }

    internal void AddUploaded() => Interlocked.Increment(ref _uploaded);

    internal void AddPresent(long bytes)
    {
        Interlocked.Increment(ref _present);
        AddBytes(bytes);
    }

    internal void AddFailed() => Interlocked.Increment(ref _failed);

    internal void AddBytes(long bytes) => Interlocked.Add(ref _bytes, bytes);
}

/// <summary>Counts the bytes of one file once. The SDK reports from a thread of its own, at times late: after the upload.</summary>
internal sealed class FileProgress(UploadCounters counters)
{
    private readonly Lock _lock = new();
    private long _counted;
    private bool _isFinished;

    /// <summary>Notes how much was sent. A retry begins again at 0.</summary>
    public void Report(long bytes)
    {
        lock (_lock)
        {
            if (!_isFinished)
            {
                counters.AddBytes(bytes - _counted);
                _counted = bytes;
            }
        }
    }

    /// <summary>Notes that all was sent.</summary>
    public void Finish(long bytes)
    {
        lock (_lock)
        {
            Report(bytes);
            _isFinished = true;
        }
    }
}
