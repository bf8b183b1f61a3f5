using Compressor.Generators.Shared;

namespace Compressor.Generators.Settings;

/// <summary>A record to bind from configuration.</summary>
/// <param name="Target">The record.</param>
/// <param name="Prefix">What the environment variables start with.</param>
/// <param name="EmitConstructor">Whether a public constructor without parameters must be emitted.</param>
/// <param name="HasPrimaryConstructor">Whether the record's header declares a constructor, which the generated ones must call.</param>
/// <param name="ConstructorArguments">What it is called with.</param>
/// <param name="HasProviders">Whether the base class of configuration providers is referenced, whose names can be had without sorting
/// them.</param>
/// <param name="Settings">The settings.</param>
internal sealed record SettingsSpec(
    TargetSpec Target,
    string Prefix,
    bool EmitConstructor,
    bool HasPrimaryConstructor,
    EquatableArray<string> ConstructorArguments,
    bool HasProviders,
    EquatableArray<SettingSpec> Settings);

/// <summary>A setting.</summary>
/// <param name="Property">The C# name of its property, escaped.</param>
/// <param name="Name">Its name without the prefix.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsRequired">Whether it must be set.</param>
/// <param name="Range">The smallest and the largest value, where they are given.</param>
/// <param name="Allowed">The values that a string may have; empty for any.</param>
/// <param name="Summary">The property's documentation, as plain text.</param>
internal sealed record SettingSpec(
    string Property,
    string Name,
    SettingTypeSpec Type,
    bool IsRequired,
    SettingRangeSpec? Range,
    EquatableArray<string> Allowed,
    string Summary);

/// <summary>The type of a setting.</summary>
/// <param name="Kind">What its values look like.</param>
/// <param name="Name">The C# type with <c>global::</c>, without a nullable mark.</param>
/// <param name="IsNullable">Whether it may be null, which unset then means.</param>
/// <param name="Minimum">The least value of an integer type, as text; empty for other types.</param>
/// <param name="Maximum">The greatest one.</param>
/// <param name="Members">The members of an enum.</param>
/// <param name="Element">The type of a list's items.</param>
internal sealed record SettingTypeSpec(
    SettingKind Kind,
    string Name,
    bool IsNullable,
    string Minimum,
    string Maximum,
    EquatableArray<SettingMemberSpec> Members,
    SettingTypeSpec? Element);

/// <summary>A member of an enum.</summary>
/// <param name="Name">Its C# name, escaped.</param>
/// <param name="Value">The value that stands for it.</param>
internal sealed record SettingMemberSpec(string Name, string Value);

/// <summary>The bounds of a setting: as C# expressions of its type, and as text.</summary>
internal sealed record SettingRangeSpec(string Minimum, string Maximum, string MinimumText, string MaximumText);

/// <summary>What the values of a setting look like.</summary>
internal enum SettingKind
{
    String,
    Boolean,
    Integer,
    Number,
    Enum,
    Duration,
    Size,
    List,
}
