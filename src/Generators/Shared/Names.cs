using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compressor.Generators.Shared;

/// <summary>How types, identifiers and literals are written in generated code.</summary>
internal static class Names
{
    /// <summary>The support type for sizes in bytes.</summary>
    public const string SizeType = "global::" + SupportSource.Namespace + ".ByteSize";

    /// <summary>With <c>global::</c>, escaped keywords, and nullable annotations.</summary>
    public static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
        | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>With escaped keywords and without <c>global::</c>, as in a namespace declaration.</summary>
    public static readonly SymbolDisplayFormat Plain = Full.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>
    /// Whether a type has the name, such as <c>System.DateTimeOffset</c>; false for nested and generic ones. Nothing is allocated: after
    /// each keystroke this is asked thousands of times.
    /// </summary>
    public static bool Is(ITypeSymbol? type, string fullName)
    {
        if (type is not INamedTypeSymbol { Arity: 0, ContainingType: null } || !fullName.EndsWith(type.Name, StringComparison.Ordinal))
        {
            return false;
        }

        var end = fullName.Length - type.Name.Length - 1;
        return (end < 0 || fullName[end] == '.') && IsNamespace(type.ContainingNamespace, fullName, end);
    }

    /// <summary>Whether a namespace has the name, such as <c>System.Collections.Generic</c>.</summary>
    public static bool Is(INamespaceSymbol? space, string fullName) => IsNamespace(space, fullName, fullName.Length);

    private static bool IsNamespace(INamespaceSymbol? space, string fullName, int end)
    {
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            var start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(fullName, start, space.Name, 0, space.Name.Length) != 0
                || (start > 0 && fullName[start - 1] != '.'))
            {
                return false;
            }

            end = start - 1;
        }

        return end == -1;
    }

    public static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(identifier) != SyntaxKind.None
            ? "@" + identifier
            : identifier;

    /// <summary>Four hexadecimal digits that tell texts apart.</summary>
    public static string Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
        {
            hash = unchecked((hash ^ letter) * 16777619u);
        }

        return (hash & 0xFFFF).ToString("x4", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A C# string literal, quotes included.</summary>
    public static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>A C# literal of UTF-8 bytes.</summary>
    public static string Utf8Literal(string value) => Literal(value) + "u8";

    /// <summary>The name with a lower-case first letter, as AWS's events write most of theirs.</summary>
    public static string CamelCase(string name) =>
        name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>
    /// The name in upper case with underscores: <c>MaxFileSize</c> to <c>MAX_FILE_SIZE</c>, <c>CABundle</c> to <c>CA_BUNDLE</c>.
    /// </summary>
    public static string UpperSnakeCase(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            text.Append(startsWord ? "_" : string.Empty).Append(char.ToUpperInvariant(name[i]));
        }

        return text.ToString();
    }
}
