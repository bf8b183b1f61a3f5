using System.Collections.Immutable;
using Compressor.Generators.Json;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.JsonLine;

/// <summary>Reads a type that is marked with <c>[JsonLine]</c>.</summary>
internal static class JsonLineParser
{
    public static Parsed<JsonLineSpec> Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var location = ((TypeDeclarationSyntax)context.TargetNode).Identifier.GetLocation();
        if (TargetParser.Parse(type, location, mustBeRecord: false, diagnostics) is not { } target)
        {
            return new Parsed<JsonLineSpec>(null, diagnostics.ToImmutable());
        }

        cancellationToken.ThrowIfCancellationRequested();
        var primary = RecordShape.PrimaryConstructor(type);
        var properties = RecordShape.Properties(type)
            .Where(property => IsWritten(property, type))
            .Select(property => Property(property, type, primary, diagnostics))
            .Where(static property => property is not null)
            .Select(static property => property!)
            .ToEquatableArray();
        foreach (
            var same in properties.GroupBy(
                static property => property.JsonName, StringComparer.Ordinal).Where(static group => group.Count() > 1))
        {
            diagnostics.Report(
                DiagnosticDescriptors.DuplicateJsonName, location, same.First().Name, same.Skip(1).First().Name, same.Key);
        }

        var omitNulls = AttributeArguments.Get(context.Attributes[0], "OmitNulls") is true;
        var spec = new JsonLineSpec(target, omitNulls, properties);
        return new Parsed<JsonLineSpec>(diagnostics.Count > 0 ? null : spec, diagnostics.ToImmutable());
    }

    /// <summary>Whether <paramref name="type"/> has a generated <c>WriteTo</c> that code of <paramref name="from"/> can call.</summary>
    public static bool IsTarget(ITypeSymbol type, ISymbol from) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, from.ContainingAssembly)
        && JsonNames.Has(type, JsonLineGenerator.AttributeName);

    private static bool IsWritten(IPropertySymbol property, INamedTypeSymbol type) =>
        property.GetMethod is { } getter
        && (getter.DeclaredAccessibility != Accessibility.Private || SymbolEqualityComparer.Default.Equals(property.ContainingType, type))
        && JsonNames.TakesPart(property);

    private static JsonLinePropertySpec? Property(
        IPropertySymbol property, INamedTypeSymbol type, IMethodSymbol? primary, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        var location = property.Locations.FirstOrDefault() ?? Location.None;
        var name = JsonNames.Read(JsonNames.Source(property, primary), Names.CamelCase(property.Name))[0];
        if (name.Length == 0)
        {
            diagnostics.Report(DiagnosticDescriptors.EmptyJsonName, location, property.Name);
        }

        var rules = new JsonTypeRules(type.ContainingAssembly, other => IsTarget(other, type), IsWritten: true).For(property);
        if (JsonTypeParser.Parse(property.Type, rules) is { } parsed)
        {
            return new JsonLinePropertySpec(Names.Escape(property.Name), name, parsed);
        }

        diagnostics.Report(
            DiagnosticDescriptors.UnsupportedLineType,
            location,
            property.Name,
            property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        return null;
    }
}
