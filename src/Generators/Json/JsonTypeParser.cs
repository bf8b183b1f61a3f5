using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Json;

/// <summary>Tells what JSON a C# type is.</summary>
internal static class JsonTypeParser
{
    private static readonly SymbolDisplayFormat GenericName = Names.Full.WithGenericsOptions(SymbolDisplayGenericsOptions.None);

    /// <summary>Returns null where <paramref name="type"/> is no JSON.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isTarget">Whether a type is read or written by generated code of its own.</param>
    /// <param name="writing">Whether it is to be written, which more types are.</param>
    public static JsonTypeSpec? Parse(ITypeSymbol type, Func<INamedTypeSymbol, bool> isTarget, bool writing = false)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Parse(nullable.TypeArguments[0], isTarget, writing) is { } underlying ? underlying with { IsNullable = true } : null;
        }

        var isNullable = type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated;
        var bare = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        if ((Scalar(bare) ?? (writing ? WrittenScalar(bare) : null)) is { } scalar)
        {
            return Create(scalar, bare, scalar.ToString(), isNullable);
        }

        if (bare.TypeKind == TypeKind.Enum)
        {
            return Create(JsonShape.Enum, bare, bare.Name, isNullable) with { Members = Members((INamedTypeSymbol)bare) };
        }

        if (bare is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte })
        {
            return Create(JsonShape.Base64, bare, nameof(JsonShape.Base64), isNullable);
        }

        if (bare is IArrayTypeSymbol { Rank: 1 } array)
        {
            return Collection(JsonShape.Array, bare, array.ElementType, "ArrayOf", isNullable, isTarget, writing);
        }

        if (bare is INamedTypeSymbol { IsGenericType: true } generic)
        {
            return Generic(generic, isNullable, isTarget, writing);
        }

        return bare is INamedTypeSymbol named && isTarget(named) ? Create(JsonShape.Record, bare, bare.Name, isNullable) : null;
    }

    private static JsonTypeSpec? Generic(INamedTypeSymbol type, bool isNullable, Func<INamedTypeSymbol, bool> isTarget, bool writing)
    {
        // With the number of arguments: in code that does not compile it may be any.
        switch ($"{type.ConstructedFrom.ToDisplayString(GenericName)}`{type.TypeArguments.Length}")
        {
            case "global::System.Collections.Generic.IReadOnlyList`1":
            case "global::System.Collections.Generic.IReadOnlyCollection`1":
            case "global::System.Collections.Generic.IEnumerable`1":
                return Collection(JsonShape.Array, type, type.TypeArguments[0], "ListOf", isNullable, isTarget, writing);
            case "global::System.Collections.Generic.List`1":
            case "global::System.Collections.Generic.IList`1":
            case "global::System.Collections.Generic.ICollection`1":
                return Collection(JsonShape.List, type, type.TypeArguments[0], "ListOf", isNullable, isTarget, writing);
            case "global::System.Collections.Generic.Dictionary`2":
            case "global::System.Collections.Generic.IDictionary`2":
            case "global::System.Collections.Generic.IReadOnlyDictionary`2":
                return type.TypeArguments[0].SpecialType == SpecialType.System_String
                    ? Collection(JsonShape.Dictionary, type, type.TypeArguments[1], "DictionaryOf", isNullable, isTarget, writing)
                    : null;
            default:
                return null;
        }
    }

    private static JsonTypeSpec? Collection(
        JsonShape shape,
        ITypeSymbol type,
        ITypeSymbol element,
        string label,
        bool isNullable,
        Func<INamedTypeSymbol,
        bool> isTarget,
        bool writing) =>
        Parse(element, isTarget, writing) is { } item
            ? Create(shape, type, label + (item.IsNullable ? "Nullable" : string.Empty) + item.Label, isNullable) with { Element = item }
            : null;

    private static JsonTypeSpec Create(JsonShape shape, ITypeSymbol type, string label, bool isNullable) =>
        new(shape, type.ToDisplayString(Names.Full), label, isNullable, null, EquatableArray<JsonEnumMemberSpec>.Empty);

    /// <summary>The members of an enum.</summary>
    public static EquatableArray<JsonEnumMemberSpec> Members(INamedTypeSymbol type)
    {
        var values = new HashSet<object>();
        return type.GetMembers().OfType<IFieldSymbol>().Where(static field => field.HasConstantValue)
            .Select(field => new JsonEnumMemberSpec(
                Names.Escape(field.Name),
                JsonNames.Read(field, field.Name),
                JsonNames.Has(field, JsonNames.UnknownAttribute),
                values.Add(field.ConstantValue!)))
            .ToEquatableArray();
    }

    private static JsonShape? WrittenScalar(ITypeSymbol type) => type.ToDisplayString(Names.Full) switch
    {
        "global::System.TimeSpan" => JsonShape.Duration,
        "global::System.Uri" => JsonShape.Uri,
        Names.SizeType => JsonShape.Size,
        _ => null,
    };

    private static JsonShape? Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => JsonShape.String,
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
        SpecialType.System_DateTime => JsonShape.DateTime,
        _ => type.ToDisplayString(Names.Full) switch
        {
            "global::System.DateTimeOffset" => JsonShape.DateTimeOffset,
            "global::System.Guid" => JsonShape.Guid,
            _ => null,
        },
    };
}
