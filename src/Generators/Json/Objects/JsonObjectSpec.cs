using Compressor.Generators.Shared;

namespace Compressor.Generators.Json.Objects;

/// <summary>The types that a class reads or writes, none of which has members of its own for it.</summary>
/// <param name="Target">The class.</param>
/// <param name="IgnoreCase">Whether names match whatever their case.</param>
/// <param name="OmitNulls">Whether properties that are null are left out.</param>
/// <param name="Roots">The types that it lists.</param>
/// <param name="Objects">Those and all that they are made of.</param>
internal sealed record JsonTypesSpec(
    TargetSpec Target,
    bool IgnoreCase,
    bool OmitNulls,
    EquatableArray<JsonRootSpec> Roots,
    EquatableArray<JsonObjectSpec> Objects);

/// <summary>A type that is listed.</summary>
/// <param name="Type">The type.</param>
/// <param name="Accessibility">That of the methods for it.</param>
internal sealed record JsonRootSpec(JsonTypeSpec Type, string Accessibility);

/// <summary>A type that is read or written member by member.</summary>
/// <param name="Type">The type.</param>
/// <param name="IsValueType">Whether it is a struct.</param>
/// <param name="NeedsAccessor">Whether C# would not let its constructor be called: it has required members.</param>
/// <param name="Parameters">The members that are parameters of its constructor, in order.</param>
/// <param name="Members">All members.</param>
/// <param name="Rest">The member that takes all other properties, where there is one.</param>
internal sealed record JsonObjectSpec(
    JsonTypeSpec Type,
    bool IsValueType,
    bool NeedsAccessor,
    EquatableArray<JsonParameterSpec> Parameters,
    EquatableArray<JsonMemberSpec> Members,
    JsonMemberSpec? Rest);

/// <summary>A parameter of a constructor.</summary>
/// <param name="Member">The index of the member that it fills.</param>
/// <param name="Type">Its C# type.</param>
/// <param name="Default">Its default as C#, where it has one.</param>
internal sealed record JsonParameterSpec(int Member, string Type, string Default);

/// <summary>A property.</summary>
/// <param name="Name">Its C# name, as declared.</param>
/// <param name="Owner">The type that declares it.</param>
/// <param name="JsonNames">The names to read; the first is written.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsRequired">Whether an object without it is an error.</param>
/// <param name="IsInitOnly">Whether only an accessor can set it.</param>
/// <param name="IsParameter">Whether the constructor sets it.</param>
/// <param name="OmitsNull">Whether it is left out where it is null.</param>
internal sealed record JsonMemberSpec(
    string Name,
    string Owner,
    EquatableArray<string> JsonNames,
    JsonTypeSpec Type,
    bool IsRequired,
    bool IsInitOnly,
    bool IsParameter,
    bool OmitsNull);
