using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Json.Objects;

/// <summary>What the attributes of System.Text.Json and of data contracts say of types that were made for those.</summary>
internal static class JsonMemberNames
{
    private const string Serialization = "System.Text.Json.Serialization.";
    private const string Contracts = "System.Runtime.Serialization.";

    public static bool IsIgnored(IPropertySymbol property) =>
        JsonNames.Has(property, JsonNames.SkipAttribute)
        || JsonNames.Has(property, Contracts + "IgnoreDataMemberAttribute")
        || (JsonNames.Find(property, Serialization + "JsonIgnoreAttribute") is { } ignore && Condition(ignore) is null or Always);

    /// <summary>Whether the property says that null is not to be written.</summary>
    public static bool OmitsNull(IPropertySymbol property) =>
        JsonNames.Find(property, Serialization + "JsonIgnoreAttribute") is { } ignore
        && Condition(ignore) is WhenWritingNull or WhenWritingDefault;

    public static bool IsRequired(IPropertySymbol property) =>
        property.IsRequired || JsonNames.Has(property, Serialization + "JsonRequiredAttribute");

    public static bool IsRest(IPropertySymbol property) =>
        JsonNames.Has(property, JsonNames.RestAttribute) || JsonNames.Has(property, Serialization + "JsonExtensionDataAttribute");

    public static bool IsConstructor(IMethodSymbol constructor) => JsonNames.Has(constructor, Serialization + "JsonConstructorAttribute");

    public static bool IsPolymorphic(INamedTypeSymbol type) =>
        JsonNames.Has(type, Serialization + "JsonPolymorphicAttribute") || JsonNames.Has(type, Serialization + "JsonDerivedTypeAttribute");

    /// <summary>Whether a property or type names a converter. One for names of enums says nothing new.</summary>
    public static bool HasConverter(ISymbol symbol) =>
        JsonNames.Find(symbol, Serialization + "JsonConverterAttribute") is { } attribute
        && (attribute.ConstructorArguments.FirstOrDefault().Value as ITypeSymbol)?.Name != "JsonStringEnumConverter";

    /// <summary>The names of a property: what [JsonName], [JsonPropertyName] or [DataMember] says, or its own in camelCase.</summary>
    public static EquatableArray<string> Read(IPropertySymbol property)
    {
        var name = AttributeText(property, Serialization + "JsonPropertyNameAttribute")
            ?? (JsonNames.Find(property, Contracts + "DataMemberAttribute") is { } member
                ? AttributeArguments.Get(member, "Name") as string
                : null);
        return JsonNames.Read(property, name ?? Names.CamelCase(property.Name));
    }

    /// <summary>The name of an enum's member.</summary>
    public static string Read(IFieldSymbol field) =>
        AttributeText(field, Serialization + "JsonStringEnumMemberNameAttribute")
        ?? (JsonNames.Find(field, Contracts + "EnumMemberAttribute") is { } member
            ? AttributeArguments.Get(member, "Value") as string
            : null)
        ?? field.Name;

    private const int Always = 1;
    private const int WhenWritingDefault = 2;
    private const int WhenWritingNull = 3;

    private static int? Condition(AttributeData attribute) => AttributeArguments.Get(attribute, "Condition") as int?;

    private static string? AttributeText(ISymbol symbol, string attribute) =>
        JsonNames.Find(symbol, attribute) is { } found ? AttributeArguments.Get(found, 0) as string : null;
}
