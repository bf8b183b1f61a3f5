namespace Compressor.Generators.Tests.JsonEvent;

/// <summary>A record of all types that both readers know.</summary>
[JsonEvent]
internal sealed partial record AgreedRecord
{
    public string? Text { get; init; }

    public bool Flag { get; init; }

    public byte U8 { get; init; }

    public sbyte I8 { get; init; }

    public short I16 { get; init; }

    public int I32 { get; init; }

    public uint? U32 { get; init; }

    public long I64 { get; init; }

    public ulong? U64 { get; init; }

    public float Single { get; init; }

    public double Double { get; init; }

    public decimal Decimal { get; init; }

    public AgreedKind Kind { get; init; }

    public Guid Id { get; init; }

    public DateTimeOffset When { get; init; }

    public byte[]? Bytes { get; init; }

    public AgreedRecord? Child { get; init; }

    public int[]? Numbers { get; init; }

    public List<string?>? Texts { get; init; }

    public Dictionary<string, double>? Map { get; init; }

    /// <summary>Compares items, which the record's own equality does not.</summary>
    public void ShouldBeEquivalent(AgreedRecord other)
    {
        (this with { Bytes = null, Child = null, Numbers = null, Texts = null, Map = null })
            .ShouldBe(other with { Bytes = null, Child = null, Numbers = null, Texts = null, Map = null });
        Bytes.ShouldBe(other.Bytes);
        Numbers.ShouldBe(other.Numbers);
        Texts.ShouldBe(other.Texts);
        Map.ShouldBe(other.Map, ignoreOrder: true);
        (Child is null).ShouldBe(other.Child is null);
        Child?.ShouldBeEquivalent(other.Child!);
    }
}

internal enum AgreedKind
{
    None,
    Some,
    All,
}
