using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Json;

/// <summary>Tells what JSON a C# type is.</summary>
internal static class JsonTypeParser
{
    /// <summary>Returns null where <paramref name="type"/> has no JSON form.</summary>
    public static JsonTypeSpec? Parse(ITypeSymbol type, JsonTypeRules rules)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Parse(nullable.TypeArguments[0], rules) is { } underlying ? underlying with { IsNullable = true } : null;
        }

        var isNullable = type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated;
        var bare = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        if (JsonScalars.Find(bare, rules) is { } scalar)
        {
            return Create(scalar, bare, scalar.ToString(), isNullable, rules);
        }

        if (bare.TypeKind == TypeKind.Enum)
        {
            var enumeration = (INamedTypeSymbol)bare;
            return Create(JsonShape.Enum, bare, bare.Name, isNullable, rules) with
            {
                Members = Members(enumeration, rules),
                IsForeign = rules.IsForeign is not null,
                Element = enumeration.EnumUnderlyingType is { } underlying ? Parse(underlying, rules) : null,
            };
        }

        if (bare is IArrayTypeSymbol { Rank: 1 } array)
        {
            return Collection(JsonShape.Array, bare, array.ElementType, "ArrayOf", isNullable, rules);
        }

        if (bare is INamedTypeSymbol { IsGenericType: true } generic && Generic(generic, isNullable, rules) is { } collection)
        {
            return collection;
        }

        return bare is not INamedTypeSymbol named ? null
            : rules.IsTarget(named) ? Create(JsonShape.Record, bare, bare.Name, isNullable, rules)
            : rules.IsForeign?.Invoke(named) == true
                ? Create(JsonShape.Record, bare, bare.Name, isNullable, rules) with { IsForeign = true }
            : null;
    }

    private static JsonTypeSpec? Generic(INamedTypeSymbol type, bool isNullable, JsonTypeRules rules)
    {
        if (Names.Is(type.ContainingNamespace, "System.Collections.Immutable"))
        {
            return type.MetadataName == "ImmutableArray`1"
                ? Collection(JsonShape.ImmutableArray, type, type.TypeArguments[0], "ImmutableArrayOf", isNullable, rules)
                : null;
        }

        // With the number of arguments: in code that does not compile it may be any.
        switch (Names.Is(type.ContainingNamespace, "System.Collections.Generic") ? type.MetadataName : null)
        {
            case "IReadOnlyList`1":
            case "IReadOnlyCollection`1":
            case "IEnumerable`1":
                return Collection(JsonShape.Array, type, type.TypeArguments[0], "ListOf", isNullable, rules);
            case "List`1":
            case "IList`1":
            case "ICollection`1":
                return Collection(JsonShape.List, type, type.TypeArguments[0], "ListOf", isNullable, rules);
            case "HashSet`1":
            case "ISet`1":
            case "IReadOnlySet`1":
                return Collection(JsonShape.Set, type, type.TypeArguments[0], "SetOf", isNullable, rules);
            case "Dictionary`2":
            case "IDictionary`2":
            case "IReadOnlyDictionary`2":
                return Dictionary(type, isNullable, rules);
            default:
                return null;
        }
    }

    private static JsonTypeSpec? Collection(
        JsonShape shape, ITypeSymbol type, ITypeSymbol element, string label, bool isNullable, JsonTypeRules rules) =>
        Parse(element, rules) is { } item
            ? Create(shape, type, label + (item.IsNullable ? "Nullable" : string.Empty) + item.Label, isNullable, rules) with
            {
                Element = item,
            }
            : null;

    private static JsonTypeSpec? Dictionary(INamedTypeSymbol type, bool isNullable, JsonTypeRules rules) =>
        Parse(type.TypeArguments[0].WithNullableAnnotation(NullableAnnotation.NotAnnotated), rules) is { IsNullable: false } key
            && JsonScalars.IsKey(key.Shape)
            && Collection(JsonShape.Dictionary, type, type.TypeArguments[1], "DictionaryOf", isNullable, rules) is { } dictionary
            ? dictionary with { Key = key, Label = (key.Shape == JsonShape.String ? string.Empty : key.Label) + dictionary.Label }
            : null;

    private static JsonTypeSpec Create(JsonShape shape, ITypeSymbol type, string label, bool isNullable, JsonTypeRules rules) =>
        new(shape, type.ToDisplayString(Names.Full), (rules.IsLenient ? "Lenient" : string.Empty) + label, isNullable)
        {
            IsLenient = rules.IsLenient,
        };

    /// <summary>The members of an enum.</summary>
    public static EquatableArray<JsonEnumMemberSpec> Members(INamedTypeSymbol type, JsonTypeRules? rules = null)
    {
        var values = new HashSet<object>();
        return type.GetMembers().OfType<IFieldSymbol>().Where(static field => field.HasConstantValue)
            .Select(field => new JsonEnumMemberSpec(
                Names.Escape(field.Name),
                JsonNames.Read(field, rules?.EnumName?.Invoke(field) ?? field.Name),
                JsonNames.Has(field, JsonNames.UnknownAttribute),
                values.Add(field.ConstantValue!)))
            .ToEquatableArray();
    }
}
