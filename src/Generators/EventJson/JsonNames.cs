using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.EventJson;

/// <summary>Reads the attributes that name things in JSON.</summary>
internal static class JsonNames
{
    public const string NameAttribute = SupportSource.Namespace + ".JsonNameAttribute";
    public const string SkipAttribute = SupportSource.Namespace + ".JsonSkipAttribute";
    public const string UnknownAttribute = SupportSource.Namespace + ".JsonUnknownAttribute";

    public static bool Has(ISymbol symbol, string attribute) => Find(symbol, attribute) is not null;

    public static AttributeData? Find(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().FirstOrDefault(data => data.AttributeClass?.ToDisplayString() == attribute);

    /// <summary>The names that <paramref name="symbol"/> was given, or <paramref name="otherwise"/>.</summary>
    public static EquatableArray<string> Of(ISymbol symbol, string otherwise)
    {
        var arguments = Find(symbol, NameAttribute)?.ConstructorArguments;
        if (arguments is not { Length: 2 } || arguments.Value[0].Value is not string name)
        {
            return new[] { otherwise }.ToEquatableArray();
        }

        var alternatives = arguments.Value[1];
        return new[] { name }
            .Concat(alternatives.IsNull ? [] : alternatives.Values.Select(static value => value.Value as string ?? string.Empty))
            .ToEquatableArray();
    }
}
