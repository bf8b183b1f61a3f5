using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Shared;

/// <summary>Reads the arguments of attributes, which in code that does not compile may be missing or of any kind.</summary>
internal static class AttributeArguments
{
    /// <summary>The constructor's argument at <paramref name="index"/>; null where there is none.</summary>
    public static object? Get(AttributeData attribute, int index) =>
        index < attribute.ConstructorArguments.Length ? Value(attribute.ConstructorArguments[index]) : null;

    /// <summary>The argument for a property; null where there is none.</summary>
    public static object? Get(AttributeData attribute, string name) =>
        Value(attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value);

    /// <summary>The strings of an array; empty where there is none.</summary>
    public static IEnumerable<string> Strings(AttributeData attribute, int index) =>
        index < attribute.ConstructorArguments.Length ? Strings(attribute.ConstructorArguments[index]) : [];

    /// <summary>The strings of a property that is an array; empty where there is none.</summary>
    public static IEnumerable<string> Strings(AttributeData attribute, string name) =>
        Strings(attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value);

    private static IEnumerable<string> Strings(TypedConstant constant) =>
        constant is { Kind: TypedConstantKind.Array, IsNull: false }
            ? constant.Values.Select(static value => Value(value) as string ?? string.Empty)
            : [];

    private static object? Value(TypedConstant constant) => constant.Kind == TypedConstantKind.Array ? null : constant.Value;
}
