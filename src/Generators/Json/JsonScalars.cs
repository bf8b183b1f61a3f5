using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Json;

/// <summary>The types that are one value of JSON.</summary>
internal static class JsonScalars
{
    // The short names of the types below, so that full names are built for few; an array has none.
    private static readonly HashSet<string> NamedTypes =
    [
        "", "ByteSize", "DateOnly", "DateTime", "DateTimeOffset", "Guid", "JsonElement", "JsonRaw", "Memory", "MemoryStream", "Object",
        "ReadOnlyMemory", "TimeOnly", "TimeSpan", "Uri",
    ];

    /// <summary>What a type is; null if it is not a scalar.</summary>
    public static JsonShape? Find(ITypeSymbol type, JsonTypeRules rules)
    {
        if (rules.UnixTime is { } unixTime && IsTime(type))
        {
            return unixTime;
        }

        return Special(type) ?? Named(type, rules);
    }

    /// <summary>Whether a type can be the key of a dictionary: strings, integers, GUIDs and enums.</summary>
    public static bool IsKey(JsonShape shape) =>
        shape is JsonShape.String or JsonShape.Enum or JsonShape.Guid or (>= JsonShape.Byte and <= JsonShape.UInt64);

    /// <summary>Whether a value of the type can be a part of a message.</summary>
    public static bool IsText(JsonShape shape) => shape is JsonShape.Enum or <= JsonShape.Size;

    /// <summary>Whether a type is a date with a time.</summary>
    public static bool IsTime(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_DateTime || Names.Is(type, "System.DateTimeOffset");

    private static JsonShape? Special(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => JsonShape.String,
        SpecialType.System_Char => JsonShape.Char,
        SpecialType.System_Boolean => JsonShape.Boolean,
        SpecialType.System_Byte => JsonShape.Byte,
        SpecialType.System_SByte => JsonShape.SByte,
        SpecialType.System_Int16 => JsonShape.Int16,
        SpecialType.System_UInt16 => JsonShape.UInt16,
        SpecialType.System_Int32 => JsonShape.Int32,
        SpecialType.System_UInt32 => JsonShape.UInt32,
        SpecialType.System_Int64 => JsonShape.Int64,
        SpecialType.System_UInt64 => JsonShape.UInt64,
        SpecialType.System_Single => JsonShape.Single,
        SpecialType.System_Double => JsonShape.Double,
        SpecialType.System_Decimal => JsonShape.Decimal,
        _ => null,
    };

    private static JsonShape? Named(ITypeSymbol type, JsonTypeRules rules)
    {
        if (!NamedTypes.Contains(type.Name))
        {
            return null;
        }

        var isForeign = rules.IsForeign is not null;
        switch (type.ToDisplayString(Names.Full))
        {
            case "global::System.DateTime":
                return isForeign && !rules.IsWritten ? JsonShape.AnyDateTime : JsonShape.DateTime;
            case "global::System.DateTimeOffset":
                return isForeign && !rules.IsWritten ? JsonShape.AnyDateTimeOffset : JsonShape.DateTimeOffset;
            case "global::System.DateOnly":
                return JsonShape.DateOnly;
            case "global::System.TimeOnly":
                return JsonShape.TimeOnly;
            case "global::System.TimeSpan":
                return isForeign || !rules.IsWritten ? JsonShape.TimeSpan : JsonShape.Duration;
            case "global::System.Guid":
                return JsonShape.Guid;
            case "global::System.Uri":
                return JsonShape.Uri;
            case "byte[]" or "global::System.ReadOnlyMemory<byte>" or "global::System.Memory<byte>":
                return JsonShape.Base64;
            case "global::System.IO.MemoryStream":
                return JsonShape.Stream;
            case "global::System.Text.Json.JsonElement":
                return JsonShape.Element;
            case "global::" + SupportSource.Namespace + ".JsonRaw":
                // Another project's is another type.
                return rules.IsWritten || SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, rules.Assembly)
                    ? JsonShape.Raw
                    : null;
            case "object":
                return isForeign ? JsonShape.Object : null;
            case Names.SizeType:
                return rules.IsWritten ? JsonShape.Size : null;
            default:
                return null;
        }
    }
}
