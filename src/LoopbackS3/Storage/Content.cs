namespace Compressor.LoopbackS3.Storage;

/// <summary>The bytes of an object, which need not be in memory.</summary>
public abstract class Content
{
    /// <summary>In bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Yields the bytes from <paramref name="offset"/> on, <paramref name="count"/> of them, in pieces.</summary>
    /// <exception cref="InvalidOperationException">The bytes were not kept.</exception>
    public abstract IEnumerable<ReadOnlyMemory<byte>> Read(long offset, long count);

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        var at = 0;
        foreach (var piece in Read(0, Length))
        {
            piece.CopyTo(bytes.AsMemory(at));
            at += piece.Length;
        }

        return bytes;
    }

    public static Content From(ReadOnlyMemory<byte> bytes) => new BytesContent(bytes);

    /// <summary>An object of any size that takes up no more room than <paramref name="pattern"/>, which it repeats.</summary>
    public static Content Repeat(ReadOnlyMemory<byte> pattern, long length) => new RepeatedContent(pattern, length);

    /// <summary>What is left of an upload where a bucket keeps no bytes.</summary>
    public static Content Discarded(long length) => new DiscardedContent(length);

    public static Content Concatenate(IReadOnlyList<Content> parts) => new ConcatenatedContent(parts);

    private sealed class BytesContent(ReadOnlyMemory<byte> bytes) : Content
    {
        public override long Length => bytes.Length;

        public override IEnumerable<ReadOnlyMemory<byte>> Read(long offset, long count) => [bytes.Slice((int)offset, (int)count)];
    }

    private sealed class RepeatedContent(ReadOnlyMemory<byte> pattern, long length) : Content
    {
        public override long Length => length;

        public override IEnumerable<ReadOnlyMemory<byte>> Read(long offset, long count)
        {
            while (count > 0)
            {
                var from = (int)(offset % pattern.Length);
                var piece = pattern.Slice(from, (int)Math.Min(count, pattern.Length - from));
                offset += piece.Length;
                count -= piece.Length;
                yield return piece;
            }
        }
    }

    private sealed class DiscardedContent(long length) : Content
    {
        public override long Length => length;

        public override IEnumerable<ReadOnlyMemory<byte>> Read(long offset, long count) =>
            throw new InvalidOperationException("This bucket keeps no bytes (BucketSettings.DiscardsBodies).");
    }

    private sealed class ConcatenatedContent(IReadOnlyList<Content> parts) : Content
    {
        public override long Length { get; } = parts.Sum(part => part.Length);

        public override IEnumerable<ReadOnlyMemory<byte>> Read(long offset, long count)
        {
            foreach (var part in parts)
            {
                var wanted = Math.Min(count, part.Length - offset);
                if (wanted > 0)
                {
                    foreach (var piece in part.Read(offset, wanted))
                    {
                        yield return piece;
                    }

                    count -= wanted;
                }

                offset = Math.Max(0, offset - part.Length);
            }
        }
    }
}
