using Compressor.Generators.Shared;

namespace Compressor.Generators.Json;

/// <summary>A type to read or to write.</summary>
/// <param name="Shape">What JSON it is.</param>
/// <param name="Name">The C# type with <c>global::</c>, without a nullable mark of its own.</param>
/// <param name="Label">A word for it in method names, such as <c>ListOfString</c>.</param>
/// <param name="IsNullable">Whether null is a value of it.</param>
internal sealed record JsonTypeSpec(JsonShape Shape, string Name, string Label, bool IsNullable)
{
    /// <summary>The type of items or values, for arrays, lists, sets and dictionaries.</summary>
    public JsonTypeSpec? Element { get; init; }

    /// <summary>The type of keys, for dictionaries.</summary>
    public JsonTypeSpec? Key { get; init; }

    /// <summary>The members of an enum.</summary>
    public EquatableArray<JsonEnumMemberSpec> Members { get; init; } = EquatableArray<JsonEnumMemberSpec>.Empty;

    /// <summary>Whether other forms of the value are read as well: see <c>[JsonLenient]</c>.</summary>
    public bool IsLenient { get; init; }

    /// <summary>Whether its reader and writer are methods of the class that a foreign type is listed on, and not members of it.</summary>
    public bool IsForeign { get; init; }
}

/// <summary>A member of an enum.</summary>
/// <param name="Name">Its C# name, escaped.</param>
/// <param name="JsonNames">The names that are read as it; the first one is written.</param>
/// <param name="IsUnknown">Whether it stands for all names that the enum does not know.</param>
/// <param name="IsFirstOfValue">Whether no member before it has its value.</param>
internal sealed record JsonEnumMemberSpec(string Name, EquatableArray<string> JsonNames, bool IsUnknown, bool IsFirstOfValue);

/// <summary>What a type is in JSON. The names of scalars are those of the scanner's methods that read them.</summary>
internal enum JsonShape
{
    String,
    Char,
    Boolean,
    Byte,
    SByte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Single,
    Double,
    Decimal,
    DateTimeOffset,
    DateTime,
    DateOnly,
    TimeOnly,
    Guid,
    Uri,

    /// <summary>A TimeSpan: a string such as <c>1.23:59:59.123</c>; read from a number of milliseconds as well.</summary>
    TimeSpan,

    /// <summary>Written only: a TimeSpan, as milliseconds.</summary>
    Duration,

    /// <summary>Written only: a ByteSize, as bytes.</summary>
    Size,

    /// <summary>A time as a number of seconds since 1970.</summary>
    UnixSeconds,

    /// <summary>A time as a number of milliseconds since 1970.</summary>
    UnixMilliseconds,

    /// <summary>Read only: a DateTimeOffset as a string, or as a number of seconds since 1970.</summary>
    AnyDateTimeOffset,

    /// <summary>Read only: a DateTime as a string, or as a number of seconds since 1970.</summary>
    AnyDateTime,

    /// <summary>Bytes as a string in base64, as every other reader of .NET has them.</summary>
    Base64,

    /// <summary>A MemoryStream of bytes in base64.</summary>
    Stream,

    /// <summary>A JsonElement: any JSON.</summary>
    Element,

    /// <summary>An object: any JSON, as a JsonElement.</summary>
    Object,

    /// <summary>A JsonRaw: any JSON, as its bytes.</summary>
    Raw,
    Enum,
    Record,
    Array,
    List,
    Set,
    ImmutableArray,
    Dictionary,
}
