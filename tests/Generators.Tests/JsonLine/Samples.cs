namespace Compressor.Generators.Tests.JsonLine;

internal enum Outcome
{
    Compressed,

    [JsonName("source-missing")]
    SourceMissing,
}

[JsonLine, JsonEvent]
internal sealed partial record Everything
{
    public string? Text { get; init; }

    public bool Flag { get; init; }

    public byte U8 { get; init; }

    public sbyte I8 { get; init; }

    public short I16 { get; init; }

    public ushort U16 { get; init; }

    public int I32 { get; init; }

    public uint U32 { get; init; }

    public long I64 { get; init; }

    public ulong U64 { get; init; }

    public float Single { get; init; }

    public double Double { get; init; }

    public decimal Decimal { get; init; }

    public DateTimeOffset When { get; init; }

    public Guid Id { get; init; }

    public Outcome Outcome { get; init; }

    public int? Maybe { get; init; }

    public Outcome? MaybeOutcome { get; init; }

    public Everything? Child { get; init; }

    public IReadOnlyList<string?>? Texts { get; init; }

    public int[]? Numbers { get; init; }

    public byte[]? Bytes { get; init; }

    public Dictionary<string, double?>? Map { get; init; }
}

[JsonLine(OmitNulls = true)]
internal readonly partial record struct Sparse(
    int? Number, string? Text, [property: JsonName("a\"b")] bool Flag, IReadOnlyCollection<int>? Items);

[JsonLine]
internal sealed partial class Units
{
    public TimeSpan Duration { get; init; }

    public ByteSize Size { get; init; }

    public Uri? Link { get; init; }

    public double NotANumber => double.NaN;

    public string Computed => "c";

    [JsonSkip]
    public object? Skipped { get; init; }

    internal int[][] Nested { get; } = [[1], [], [2, 3]];
}
