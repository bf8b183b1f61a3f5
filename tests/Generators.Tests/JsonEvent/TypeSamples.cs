using System.Collections.Immutable;
using System.Text.Json;

namespace Compressor.Generators.Tests.JsonEvent;

/// <summary>A record of the types that events have beside numbers and text, as System.Text.Json reads them too.</summary>
[JsonEvent, JsonLine]
internal sealed partial record EventTypes
{
    public Uri? Link { get; init; }

    public DateTime Time { get; init; }

    public DateOnly Day { get; init; }

    public TimeOnly Clock { get; init; }

    public char Letter { get; init; }

    public byte[]? Bytes { get; init; }

    public ReadOnlyMemory<byte> Memory { get; init; }

    public HashSet<int>? Set { get; init; }

    public ISet<string>? Names { get; init; }

    public ImmutableArray<long> Fixed { get; init; } = [];

    public Dictionary<int, string>? ByNumber { get; init; }

    public IReadOnlyDictionary<ulong, bool>? ByLargeNumber { get; init; }

    public Dictionary<Colour, int>? ByColour { get; init; }

    public IDictionary<Guid, int>? ById { get; init; }

    public JsonElement? MaybeAny { get; init; }
}

/// <summary>Durations: a string, or milliseconds as lines have them.</summary>
[JsonEvent, JsonLine]
internal sealed partial record Durations(TimeSpan Took);

/// <summary>Times as numbers.</summary>
[JsonEvent, JsonLine]
internal sealed partial record UnixTimes
{
    [JsonUnixTime]
    public DateTimeOffset Seconds { get; init; }

    [JsonUnixTime(Milliseconds = true)]
    public DateTime? Milliseconds { get; init; }

    [JsonUnixTime]
    public List<DateTimeOffset>? Several { get; init; }
}

/// <summary>Values that may come in another form.</summary>
[JsonEvent]
internal sealed partial record Lenient
{
    [JsonLenient]
    public string? Text { get; init; }

    [JsonLenient]
    public int Number { get; init; }

    [JsonLenient]
    public double? Share { get; init; }

    [JsonLenient]
    public bool Flag { get; init; }

    [JsonLenient]
    public IReadOnlyList<string>? Several { get; init; }

    [JsonLenient]
    public HashSet<int>? Numbers { get; init; }

    public string? Strict { get; init; }
}

/// <summary>What nobody declared, kept as JSON.</summary>
[JsonEvent, JsonLine]
internal sealed partial record WithRest
{
    public string? Name { get; init; }

    public JsonRaw Raw { get; init; }

    [JsonRest]
    public IReadOnlyDictionary<string, JsonElement> Rest { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>What Kinesis and DynamoDB events have: bytes as streams.</summary>
[JsonEvent, JsonLine]
internal sealed partial record WithStream
{
    public MemoryStream? Data { get; init; }

    public List<MemoryStream>? Several { get; init; }
}
