using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Json;

/// <summary>Reads the attributes that name things in JSON.</summary>
internal static class JsonNames
{
    public const string NameAttribute = SupportSource.Namespace + ".JsonNameAttribute";
    public const string SkipAttribute = SupportSource.Namespace + ".JsonSkipAttribute";
    public const string RestAttribute = SupportSource.Namespace + ".JsonRestAttribute";
    public const string UnknownAttribute = SupportSource.Namespace + ".JsonUnknownAttribute";

    public static bool Has(ISymbol symbol, string attribute) => Find(symbol, attribute) is not null;

    public static AttributeData? Find(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().FirstOrDefault(data => Names.Is(data.AttributeClass, attribute));

    /// <summary>Whether a property takes part in JSON: not marked to be skipped, and visible outside the type, or named.</summary>
    public static bool TakesPart(IPropertySymbol property) =>
        !Has(property, SkipAttribute)
        && (property.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal
            || Has(property, NameAttribute));

    /// <summary>What carries a property's name: its parameter in the record's header, or the property.</summary>
    public static ISymbol Source(IPropertySymbol property, IMethodSymbol? primary) =>
        RecordShape.Parameter(primary, property) is { } parameter && Has(parameter, NameAttribute) ? parameter : property;

    /// <summary>The names that <paramref name="symbol"/> was given, or <paramref name="otherwise"/>.</summary>
    public static EquatableArray<string> Read(ISymbol symbol, string otherwise)
    {
        if (Find(symbol, NameAttribute) is not { } attribute || AttributeArguments.Get(attribute, 0) is not string name)
        {
            return new[] { otherwise }.ToEquatableArray();
        }

        return new[] { name }.Concat(AttributeArguments.Strings(attribute, 1)).ToEquatableArray();
    }
}
