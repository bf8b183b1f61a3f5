namespace Compressor.Core.Archiving;

/// <summary>What compresses an archive's data.</summary>
public interface IEngine : IDisposable
{
    /// <summary>The library and its level, such as <c>libdeflate 6</c>.</summary>
    string Name { get; }

    /// <summary>The most memory that it takes, in bytes; 0 where that is less than a MB.</summary>
    long MaxMemoryBytes => 0;

    /// <summary>The memory that it takes now at the worst, in bytes.</summary>
    long MemoryBytes => 0;

    /// <summary>Gives that memory back; the next object gets new memory.</summary>
    void Release()
    {
    }
}

/// <summary>An engine that takes an object whole, in memory.</summary>
public interface IWholeEngine : IEngine
{
    /// <summary>Compresses <paramref name="source"/> into <paramref name="destination"/>.</summary>
    /// <returns>The compressed length in bytes, or 0 if it does not fit.</returns>
    int Compress(ReadOnlySpan<byte> source, Span<byte> destination);
}

/// <summary>An engine that takes an object piece by piece, while the rest is still being read.</summary>
public interface IIncrementalEngine : IEngine
{
    /// <summary>Starts a new stream, whatever became of the last one.</summary>
    /// <param name="size">How many bytes it will take in all.</param>
    void Begin(long size);

    /// <summary>Compresses as much as fits. Input and output may come in pieces of any length.</summary>
    /// <param name="source">The next input; after a call that was not done, what that call left of it.</param>
    /// <param name="isLast">Whether the stream ends with <paramref name="source"/>.</param>
    /// <param name="destination">Receives the output.</param>
    /// <returns>
    /// The numbers of bytes consumed and written, and whether the call is done: all of <paramref name="source"/> was consumed and,
    /// if it is the last, the stream was written to its end. If not, call again with the rest and more room.
    /// </returns>
    (int Consumed, int Written, bool IsDone) Compress(ReadOnlySpan<byte> source, bool isLast, Span<byte> destination);
}

public static class Engines
{
    /// <summary>Compresses an object that is there whole, whatever kind of engine it is.</summary>
    /// <returns>The compressed length in bytes, or 0 if it does not fit.</returns>
    public static int CompressWhole(this IEngine engine, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (engine is not IIncrementalEngine incremental)
        {
            return ((IWholeEngine)engine).Compress(source, destination);
        }

        incremental.Begin(source.Length);
        var (_, written, isDone) = incremental.Compress(source, isLast: true, destination);
        return isDone ? written : 0;
    }
}

/// <summary>
/// Takes an archive's data apart again, piece by piece, and keeps nothing but the length and the CRC of what comes out.
/// </summary>
public interface IProof : IDisposable
{
    /// <summary>Bytes that came out so far.</summary>
    long Length { get; }

    /// <summary>Their CRC-32.</summary>
    uint Crc { get; }

    /// <summary>Whether the data was taken apart to its end.</summary>
    bool IsFinished { get; }

    /// <summary>Starts with new data.</summary>
    void Begin();

    /// <summary>Takes the next piece apart.</summary>
    /// <returns>False if it is not data of this format.</returns>
    bool Add(ReadOnlySpan<byte> compressed);
}
