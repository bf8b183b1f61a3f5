using Compressor.Generators.Json;
using Compressor.Generators.Shared;

namespace Compressor.Generators.JsonLine;

/// <summary>A type to write as JSON.</summary>
/// <param name="Target">The type.</param>
/// <param name="OmitNulls">Whether properties that are null are left out.</param>
/// <param name="Properties">The properties to write, in order.</param>
internal sealed record JsonLineSpec(TargetSpec Target, bool OmitNulls, EquatableArray<JsonLinePropertySpec> Properties);

/// <summary>A property to write.</summary>
/// <param name="Name">Its C# name, escaped.</param>
/// <param name="JsonName">Its JSON name.</param>
/// <param name="Type">Its type.</param>
internal sealed record JsonLinePropertySpec(string Name, string JsonName, JsonTypeSpec Type);
