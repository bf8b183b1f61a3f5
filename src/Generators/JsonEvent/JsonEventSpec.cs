using Compressor.Generators.Shared;

namespace Compressor.Generators.JsonEvent;

/// <summary>A record to read from JSON: all that the emitter needs, and nothing that keeps a compilation alive.</summary>
/// <param name="Target">The record.</param>
/// <param name="IgnoreCase">Whether names match whatever their case.</param>
/// <param name="EmitConstructor">Whether a public constructor without parameters must be emitted, since the generated one hides the implicit one.</param>
/// <param name="HasPrimaryConstructor">Whether the record's header declares a constructor, which the generated one must call.</param>
/// <param name="ConstructorArguments">What it is called with.</param>
/// <param name="HidesBaseMembers">Whether the record derives from one that has generated members too.</param>
/// <param name="Properties">The properties to read.</param>
internal sealed record JsonEventSpec(
    TargetSpec Target,
    bool IgnoreCase,
    bool EmitConstructor,
    bool HasPrimaryConstructor,
    EquatableArray<string> ConstructorArguments,
    bool HidesBaseMembers,
    EquatableArray<JsonPropertySpec> Properties);

/// <summary>A property to read.</summary>
/// <param name="Name">Its C# name, escaped.</param>
/// <param name="JsonNames">The JSON names to accept; the first is the one that errors give.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsRequired">Whether an object without it is an error.</param>
/// <param name="HasDefault">Whether it has an initializer, which null leaves in place.</param>
internal sealed record JsonPropertySpec(
    string Name, EquatableArray<string> JsonNames, JsonTypeSpec Type, bool IsRequired, bool HasDefault);

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
