using Compressor.Generators;
namespace Compressor.Fuzz;

/// <summary>A record that the generated reader and System.Text.Json both read.</summary>
[JsonEvent]
internal sealed partial record FuzzRecord
{
    public string? Text { get; init; }

    public bool Flag { get; init; }

    public byte U8 { get; init; }

    public int I32 { get; init; }

    public double Double { get; init; }

    public decimal Decimal { get; init; }

    public FuzzKind Kind { get; init; }

    public Guid Id { get; init; }

    public DateTimeOffset When { get; init; }

    public FuzzRecord? Child { get; init; }

    public int[]? Numbers { get; init; }

    public List<string?>? Texts { get; init; }

    public Dictionary<string, double>? Map { get; init; }

    /// <summary>Whether the two hold the same values.</summary>
    public bool Agrees(FuzzRecord other) =>
        Text == other.Text
            && Flag == other.Flag
            && U8 == other.U8
            && I32 == other.I32
            && Double.Equals(other.Double)
            && Decimal == other.Decimal
        && Kind == other.Kind && Id == other.Id && When.EqualsExact(other.When)
        && Both(Child, other.Child, static (left, right) => left.Agrees(right))
        && Both(Numbers, other.Numbers, static (left, right) => left.SequenceEqual(right))
        && Both(Texts, other.Texts, static (left, right) => left.SequenceEqual(right))
        && Both(
            Map,
            other.Map,
            static (left, right) =>
                left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value.Equals(pair.Value)));

    private static bool Both<T>(T? left, T? right, Func<T, T, bool> equal)
        where T : class => left is null ? right is null : right is not null && equal(left, right);
}

internal enum FuzzKind
{
    None,
    Some,
    All,
}
