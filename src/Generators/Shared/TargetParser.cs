using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.Shared;

/// <summary>Checks that members can be added to a type, and says how.</summary>
internal static class TargetParser
{
    /// <summary>Returns null, with diagnostics, where nothing can be added to <paramref name="type"/>.</summary>
    public static TargetSpec? Parse(
        INamedTypeSymbol type,
        Location location,
        bool mustBeRecord,
        ImmutableArray<Diagnostic>.Builder diagnostics,
        bool mayBeStatic = false)
    {
        var before = diagnostics.Count;
        Check(type, location, mustBeRecord, mayBeStatic, diagnostics);
        if (diagnostics.Count > before)
        {
            return null;
        }

        var containers = new Stack<string>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containers.Push(Declaration(outer));
        }

        var space = type.ContainingNamespace.IsGlobalNamespace ? string.Empty : type.ContainingNamespace.ToDisplayString(Names.Plain);
        return new TargetSpec(
            space,
            containers.ToEquatableArray(),
            Declaration(type),
            Names.Escape(type.Name),
            type.ToDisplayString(Names.Full),
            HintName(type),
            IsPublic(type) ? "public" : "internal");
    }

    private static void Check(
        INamedTypeSymbol type, Location location, bool mustBeRecord, bool mayBeStatic, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        if (mustBeRecord && !type.IsRecord)
        {
            diagnostics.Report(DiagnosticDescriptors.NotARecord, location, NameOf(type));
        }

        if ((type.IsStatic || type.IsAbstract) && !mayBeStatic)
        {
            diagnostics.Report(DiagnosticDescriptors.StaticOrAbstract, location, NameOf(type), type.IsStatic ? "static" : "abstract");
        }

        if (type.IsFileLocal)
        {
            diagnostics.Report(DiagnosticDescriptors.FileLocal, location, NameOf(type));
        }

        for (var part = type; part is not null; part = part.ContainingType)
        {
            if (part.IsGenericType
                && SymbolEqualityComparer.Default.Equals(part, part.OriginalDefinition)
                && part.TypeParameters.Length > 0)
            {
                diagnostics.Report(DiagnosticDescriptors.Generic, location, NameOf(type));
                break;
            }
        }

        for (var part = type; part is not null; part = part.ContainingType)
        {
            if (!IsPartial(part))
            {
                diagnostics.Report(
                    DiagnosticDescriptors.NotPartial, location, NameOf(part));
            }
        }
    }

    private static string NameOf(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(static reference =>
            reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>Whether other assemblies see the type; of a collection or a generic type, its arguments as well.</summary>
    public static bool IsPublic(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            return IsPublic(array.ElementType);
        }

        if (type is INamedTypeSymbol named && !named.TypeArguments.All(IsPublic))
        {
            return false;
        }

        for (var part = type; part is not null; part = part.ContainingType)
        {
            if (part.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return true;
    }

    private static string Declaration(INamedTypeSymbol type) => $"partial {Keyword(type)} {Names.Escape(type.Name)}";

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, IsValueType: true } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Interface } => "interface",
        { IsValueType: true } => "struct",
        _ => "class",
    };

    private static string HintName(INamedTypeSymbol type)
    {
        var name = type.MetadataName.Replace('`', '_');
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = $"{outer.MetadataName.Replace('`', '_')}.{name}";
        }

        var space = type.ContainingNamespace.IsGlobalNamespace ? string.Empty : type.ContainingNamespace.ToDisplayString() + ".";
        return (space + name).Replace('@', '_');
    }
}
