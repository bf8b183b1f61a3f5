namespace Compressor.Core.Archiving.Zstd;

/// <summary>A level of zstd, and where it departs from what the level stands for; 0 where it does not.</summary>
/// <remarks>
/// Levels from 5 on look for matches of 4 or 5 bytes. In JSON and logs those are parts of numbers and identifiers, which cost more than
/// they save: with 6 bytes, archives of four data sets are 2 to 6 % smaller in the same time (docs/performance.md). The smaller hash
/// table fits a processor's cache, and gives its time to a longer search.
/// </remarks>
/// <param name="Level">zstd's level, 1 to 22.</param>
/// <param name="MemoryBytes">What a compressor of large objects takes, in bytes: ZSTD_sizeof_CCtx, rounded up.</param>
/// <param name="Strategy">What searches for matches, which a level does not choose alike for all sizes: 1 fast, 4 lazy, 5 lazy2.</param>
/// <param name="MinMatch">The shortest match that is looked for, in bytes.</param>
/// <param name="HashLog">The binary logarithm of the number of places that are remembered.</param>
/// <param name="SearchLog">The binary logarithm of the number of matches that are compared.</param>
/// <param name="TargetLength">A match so long, in bytes, is taken without looking for a longer one.</param>
public sealed record ZstdLevel(
    int Level, int MemoryBytes, int Strategy, int MinMatch = 0, int HashLog = 0, int SearchLog = 0, int TargetLength = 0)
{
    /// <summary>Returns the level of a preset.</summary>
    public static ZstdLevel From(Compression compression) => compression switch
    {
        Compression.Fast => new(1, 1_500_000, Strategy: 1),
        Compression.Small => new(8, 6_200_000, Strategy: 5, MinMatch: 6, HashLog: 19, SearchLog: 6, TargetLength: 32),
        _ => new(6, 4_600_000, Strategy: 4, MinMatch: 6, HashLog: 18, SearchLog: 4),
    };
}

/// <summary>zstd: it takes any object piece by piece, so what is streamed has the same ratio as what is compressed in memory.</summary>
public sealed unsafe class ZstdEngine : IIncrementalEngine
{
    // ZSTD_cParameter
    private const int LevelParameter = 100;
    private const int HashLogParameter = 102;
    private const int SearchLogParameter = 104;
    private const int MinMatchParameter = 105;
    private const int TargetLengthParameter = 106;
    private const int StrategyParameter = 107;
    private const int ChecksumParameter = 201;

    private readonly ZstdLevel _level;
    private nint _compressor;
    private bool _isDisposed;

    /// <exception cref="DllNotFoundException">libzstd cannot be found.</exception>
    public ZstdEngine(ZstdLevel level)
    {
        (_level, Name) = (level, $"zstd {level.Level}");
        Create();
    }

    ~ZstdEngine() => Release();

    public string Name { get; }

    public long MaxMemoryBytes => _level.MemoryBytes;

    public long MemoryBytes => _compressor == 0 ? 0 : _level.MemoryBytes;

    public void Begin(long size)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_compressor == 0)
        {
            Create();
        }

        LibZstd.ThrowIfError(LibZstd.ResetCompressor(_compressor, LibZstd.SessionOnly));
        LibZstd.ThrowIfError(LibZstd.SetSize(_compressor, (ulong)size));
    }

    public (int Consumed, int Written, bool IsDone) Compress(ReadOnlySpan<byte> source, bool isLast, Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        fixed (byte* start = source, room = destination)
        {
            var input = new LibZstd.Input { Start = start, Length = (nuint)source.Length };
            var output = new LibZstd.Output { Start = room, Length = (nuint)destination.Length };
            while (true)
            {
                var left = LibZstd.ThrowIfError(
                    LibZstd.Compress(_compressor, &output, &input, isLast ? LibZstd.End : LibZstd.Continue));
                var isDone = isLast ? left == 0 : input.Position == input.Length;
                if (isDone || output.Position == output.Length)
                {
                    return ((int)input.Position, (int)output.Position, isDone);
                }
            }
        }
    }

    public void Release()
    {
        if (_compressor != 0)
        {
            LibZstd.FreeCompressor(_compressor);
            _compressor = 0;
        }
    }

    public void Dispose()
    {
        Release();
        _isDisposed = true;
        GC.SuppressFinalize(this);
    }

    private void Create()
    {
        _compressor = LibZstd.CreateCompressor();
        if (_compressor == 0)
        {
            throw new InsufficientMemoryException($"zstd has no memory for a compressor of level {_level.Level}.");
        }

        Set(LevelParameter, _level.Level);
        Set(StrategyParameter, _level.Strategy);
        Set(HashLogParameter, _level.HashLog);
        Set(SearchLogParameter, _level.SearchLog);
        Set(MinMatchParameter, _level.MinMatch);
        Set(TargetLengthParameter, _level.TargetLength);
        Set(ChecksumParameter, 1);
    }

    private void Set(int parameter, int value) => LibZstd.ThrowIfError(LibZstd.SetParameter(_compressor, parameter, value));
}
