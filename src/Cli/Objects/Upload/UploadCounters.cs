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

    /// <summary>Files that are done with, one way or another.</summary>
    public long Done => Uploaded + Present + Failed;

    /// <summary>Bytes that were sent, or that need not be.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    internal void AddUploaded() => Interlocked.Increment(ref _uploaded);

    internal void AddPresent(long bytes)
    {
        Interlocked.Increment(ref _present);
        AddBytes(bytes);
    }

    internal void AddFailed() => Interlocked.Increment(ref _failed);

    internal void AddBytes(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
