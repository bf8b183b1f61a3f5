namespace Compressor.Generators.Tests.JsonEvent;

internal enum Colour
{
    Red,

    [JsonName("light-green", "lightGreen")]
    Green,
}

internal enum Tolerant
{
    [JsonUnknown]
    Other,
    Known,
}

[JsonEvent]
internal sealed partial record Scalars
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

    public Colour Colour { get; init; }

    public int? Maybe { get; init; }

    public Tolerant? Tolerant { get; init; }
}

[JsonEvent]
internal sealed partial record Collections
{
    public IReadOnlyList<string?>? Texts { get; init; }

    public byte[]? Bytes { get; init; }

    public int[]? Numbers { get; init; }

    public List<Leaf>? Leaves { get; init; }

    public IReadOnlyDictionary<string, long?>? Map { get; init; }

    public Dictionary<string, List<Colour>>? Nested { get; init; }
}

[JsonEvent]
internal sealed partial record Leaf(string Name, int Weight = 7, double? Share = null)
{
    [JsonName("x-note", "note")]
    public string Note { get; init; } = "none";

    [JsonSkip]
    public object? Ignored { get; init; }

    public string Computed => Name + Weight;
}

[JsonEvent(IgnoreCase = true)]
internal readonly partial record struct Loose(int Count, string? Name);

[JsonEvent]
internal partial record Tree
{
    public Tree? Child { get; init; }

    public required string @class { get; init; }
}

[JsonEvent]
internal sealed partial record DerivedTree : Tree
{
    public int Extra { get; init; } = 3;
}
