using System.Globalization;
using Compressor.Generators.Json;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Settings;

/// <summary>Tells what values a C# type has as a setting.</summary>
internal static class SettingTypeParser
{
    private const string NameAttribute = SupportSource.Namespace + ".SettingNameAttribute";
    private static readonly SymbolDisplayFormat GenericName = Names.Full.WithGenericsOptions(SymbolDisplayGenericsOptions.None);

    /// <summary>Returns null where no setting has the type.</summary>
    public static SettingTypeSpec? Parse(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Parse(nullable.TypeArguments[0]) is { } underlying ? underlying with { IsNullable = true } : null;
        }

        var isNullable = type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated;
        var bare = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        if (Element(bare) is { } element)
        {
            return Parse(element) is { Kind: not SettingKind.List, IsNullable: false } item
                ? Create(SettingKind.List, bare, isNullable) with { Element = item }
                : null;
        }

        if (bare is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration)
        {
            return Create(SettingKind.Enum, bare, isNullable) with { Members = Members(enumeration) };
        }

        return Scalar(bare) is { } kind ? Create(kind, bare, isNullable) with { Minimum = Bound(bare, 0), Maximum = Bound(bare, 1) } : null;
    }

    /// <summary>The value that <c>[SettingName]</c> gives, if any.</summary>
    public static string? NameOf(ISymbol symbol) =>
        JsonNames.Find(symbol, NameAttribute) is { } attribute ? AttributeArguments.Get(attribute, 0) as string : null;

    private static SettingTypeSpec Create(SettingKind kind, ITypeSymbol type, bool isNullable) =>
        new(kind, type.ToDisplayString(Names.Full), isNullable, string.Empty, string.Empty, EquatableArray<SettingMemberSpec>.Empty, null);

    private static ITypeSymbol? Element(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { TypeArguments.Length: 1 } generic when generic.ConstructedFrom.ToDisplayString(GenericName)
            is "global::System.Collections.Generic.IReadOnlyList"
            or "global::System.Collections.Generic.IReadOnlyCollection"
            or "global::System.Collections.Generic.IEnumerable" => generic.TypeArguments[0],
        _ => null,
    };

    private static EquatableArray<SettingMemberSpec> Members(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(static field => field.HasConstantValue)
            .Select(static field => new SettingMemberSpec(Names.Escape(field.Name), NameOf(field) ?? KebabCase(field.Name)))
            .ToEquatableArray();

    private static string KebabCase(string name) => Names.UpperSnakeCase(name).Replace('_', '-').ToLowerInvariant();

    private static SettingKind? Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => SettingKind.String,
        SpecialType.System_Boolean => SettingKind.Boolean,
        SpecialType.System_Double or SpecialType.System_Decimal => SettingKind.Number,
        >= SpecialType.System_SByte and <= SpecialType.System_UInt64 => SettingKind.Integer,
        _ => type.ToDisplayString(Names.Full) switch
        {
            "global::System.TimeSpan" => SettingKind.Duration,
            Names.SizeType => SettingKind.Size,
            _ => null,
        },
    };

    private static string Bound(ITypeSymbol type, int which)
    {
        IFormattable[] bounds = type.SpecialType switch
        {
            SpecialType.System_SByte => [sbyte.MinValue, sbyte.MaxValue],
            SpecialType.System_Byte => [byte.MinValue, byte.MaxValue],
            SpecialType.System_Int16 => [short.MinValue, short.MaxValue],
            SpecialType.System_UInt16 => [ushort.MinValue, ushort.MaxValue],
            SpecialType.System_Int32 => [int.MinValue, int.MaxValue],
            SpecialType.System_UInt32 => [uint.MinValue, uint.MaxValue],
            SpecialType.System_Int64 => [long.MinValue, long.MaxValue],
            SpecialType.System_UInt64 => [ulong.MinValue, ulong.MaxValue],
            _ => [],
        };
        return bounds.Length == 0 ? string.Empty : bounds[which].ToString(null, CultureInfo.InvariantCulture);
    }
}
