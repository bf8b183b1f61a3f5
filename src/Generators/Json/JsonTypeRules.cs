using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Json;

/// <summary>What decides which JSON a type is, beside the type.</summary>
/// <param name="Assembly">The one that is compiled.</param>
/// <param name="IsTarget">Whether a type is read or written by generated code of its own.</param>
/// <param name="IsWritten">Whether the type is to be written, in place of read.</param>
internal sealed record JsonTypeRules(IAssemblySymbol Assembly, Func<INamedTypeSymbol, bool> IsTarget, bool IsWritten = false)
{
    public const string UnixTimeAttribute = SupportSource.Namespace + ".JsonUnixTimeAttribute";
    public const string LenientAttribute = SupportSource.Namespace + ".JsonLenientAttribute";

    /// <summary>Whether a type of another's making is read or written member by member; null where none is.</summary>
    public Func<INamedTypeSymbol, bool>? IsForeign { get; init; }

    /// <summary>The name of an enum's member, where it is not [JsonName]'s.</summary>
    public Func<IFieldSymbol, string>? EnumName { get; init; }

    /// <summary>What times are, where they are numbers.</summary>
    public JsonShape? UnixTime { get; init; }

    /// <summary>Whether other forms of a value are read as well.</summary>
    public bool IsLenient { get; init; }

    /// <summary>The rules for a property with its attributes.</summary>
    public JsonTypeRules For(ISymbol property) =>
        this with
        {
            UnixTime = JsonNames.Find(property, UnixTimeAttribute) is not { } attribute ? null
                : AttributeArguments.Get(attribute, "Milliseconds") is true ? JsonShape.UnixMilliseconds
                : JsonShape.UnixSeconds,
            IsLenient = JsonNames.Has(property, LenientAttribute),
        };
}
