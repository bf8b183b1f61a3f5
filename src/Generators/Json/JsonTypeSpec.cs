using Compressor.Generators.Shared;

namespace Compressor.Generators.Json;

/// <summary>A type to read.</summary>
/// <param name="Shape">What JSON it is.</param>
/// <param name="Name">The C# type with <c>global::</c>, without a nullable mark of its own.</param>
/// <param name="Label">A word for it in method names, such as <c>ListOfString</c>.</param>
/// <param name="IsNullable">Whether null is a value of it.</param>
/// <param name="Element">The type of items or values, for arrays, lists and dictionaries.</param>
/// <param name="Members">The members of an enum.</param>
internal sealed record JsonTypeSpec(
    JsonShape Shape, string Name, string Label, bool IsNullable, JsonTypeSpec? Element, EquatableArray<JsonEnumMemberSpec> Members);

/// <summary>A member of an enum.</summary>
/// <param name="Name">Its C# name, escaped.</param>
/// <param name="JsonNames">The names that are read as it; the first one is written.</param>
/// <param name="IsUnknown">Whether it stands for all names that the enum does not know.</param>
/// <param name="IsFirstOfValue">Whether no member before it has its value.</param>
internal sealed record JsonEnumMemberSpec(string Name, EquatableArray<string> JsonNames, bool IsUnknown, bool IsFirstOfValue);

/// <summary>What a type is in JSON. The names of scalars are those of the methods that read them.</summary>
internal enum JsonShape
{
    String,
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
    Guid,

    /// <summary>Bytes as a string in base64, as every other reader of .NET has them.</summary>
    Base64,
    Enum,
    Record,
    Array,
    List,
    Dictionary,

    /// <summary>Written only: a TimeSpan, as milliseconds.</summary>
    Duration,

    /// <summary>Written only: a ByteSize, as bytes.</summary>
    Size,

    /// <summary>Written only: a Uri, as it was given.</summary>
    Uri,
}
