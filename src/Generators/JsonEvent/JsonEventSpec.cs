using Compressor.Generators.Json;
using Compressor.Generators.Shared;

namespace Compressor.Generators.JsonEvent;

/// <summary>A record to read from JSON: all that the emitter needs, and nothing that keeps a compilation alive.</summary>
/// <param name="Target">The record.</param>
/// <param name="IgnoreCase">Whether names match whatever their case.</param>
/// <param name="EmitConstructor">Whether a public constructor without parameters must be emitted, since the generated one hides the
/// implicit one.</param>
/// <param name="HasPrimaryConstructor">Whether the record's header declares a constructor, which the generated one must call.</param>
/// <param name="ConstructorArguments">What it is called with.</param>
/// <param name="Properties">The properties to read.</param>
/// <param name="Rest">The dictionary for all other properties, where there is one.</param>
internal sealed record JsonEventSpec(
    TargetSpec Target,
    bool IgnoreCase,
    bool EmitConstructor,
    bool HasPrimaryConstructor,
    EquatableArray<string> ConstructorArguments,
    EquatableArray<JsonPropertySpec> Properties,
    JsonPropertySpec? Rest);

/// <summary>A property to read.</summary>
/// <param name="Name">Its C# name, escaped.</param>
/// <param name="JsonNames">The JSON names to accept; the first is the one that errors give.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsRequired">Whether an object without it is an error.</param>
/// <param name="HasDefault">Whether it has an initializer, which null leaves in place.</param>
internal sealed record JsonPropertySpec(
    string Name, EquatableArray<string> JsonNames, JsonTypeSpec Type, bool IsRequired, bool HasDefault);
