using System.Collections.Immutable;
using Compressor.Generators.Json;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.JsonEvent;

/// <summary>Reads a record that is marked with <c>[JsonEvent]</c>.</summary>
internal static class JsonEventParser
{
    public static Parsed<JsonEventSpec> Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var location = ((TypeDeclarationSyntax)context.TargetNode).Identifier.GetLocation();
        if (TargetParser.Parse(type, location, mustBeRecord: true, diagnostics) is not { } target)
        {
            return new Parsed<JsonEventSpec>(null, diagnostics.ToImmutable());
        }

        cancellationToken.ThrowIfCancellationRequested();
        var primary = RecordShape.PrimaryConstructor(type);
        var members = RecordShape.Properties(type).Where(JsonNames.TakesPart)
            .Select(property => (
                IsRest: JsonNames.Has(property, JsonNames.RestAttribute),
                Spec: Property(property, type, primary, diagnostics)))
            .Where(static member => member.Spec is not null)
            .ToList();
        var properties = members.Where(static member => !member.IsRest).Select(static member => member.Spec!).ToEquatableArray();
        var rest = members.FirstOrDefault(static member => member.IsRest).Spec;
        var ignoreCase = IgnoreCase(context.Attributes[0]);
        ReportDuplicates(properties, ignoreCase, location, diagnostics);

        var failed = diagnostics.Count > 0;
        var spec = new JsonEventSpec(
            target,
            ignoreCase,
            RecordShape.NeedsConstructor(type),
            primary is not null,
            RecordShape.PrimaryArguments(primary),
            properties,
            rest);
        return new Parsed<JsonEventSpec>(failed ? null : spec, diagnostics.ToImmutable());
    }

    private static JsonPropertySpec? Property(
        IPropertySymbol property, INamedTypeSymbol record, IMethodSymbol? primary, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        var location = property.Locations.FirstOrDefault() ?? Location.None;
        if (!RecordShape.CanSet(property, record))
        {
            if (JsonNames.Has(property, JsonNames.NameAttribute))
            {
                diagnostics.Report(DiagnosticDescriptors.Inaccessible, location, property.Name, record.Name);
            }

            return null;
        }

        var parameter = RecordShape.Parameter(primary, property);
        var names = JsonNames.Read(JsonNames.Source(property, primary), Names.CamelCase(property.Name));
        if (names.Any(static name => name.Length == 0))
        {
            diagnostics.Report(DiagnosticDescriptors.EmptyJsonName, location, property.Name);
            return null;
        }

        var rules = new JsonTypeRules(record.ContainingAssembly, other => IsTarget(other, record)).For(property);
        if (JsonTypeParser.Parse(property.Type, rules) is not { } type)
        {
            diagnostics.Report(
                DiagnosticDescriptors.UnsupportedJsonType,
                location,
                property.Name,
                property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
            return null;
        }

        if (JsonNames.Has(property, JsonNames.RestAttribute) && type is not { Shape: JsonShape.Dictionary, Key.Shape: JsonShape.String })
        {
            diagnostics.Report(DiagnosticDescriptors.InvalidRest, location, property.Name);
        }

        if (type.Members.Count(static member => member.IsUnknown) > 1)
        {
            diagnostics.Report(DiagnosticDescriptors.SeveralUnknown, location, property.Type.Name);
        }

        var hasDefault = parameter is null ? RecordShape.HasInitializer(property) : parameter.HasExplicitDefaultValue;
        var required = property.IsRequired || (parameter is not null && !hasDefault && !type.IsNullable);
        return new JsonPropertySpec(Names.Escape(property.Name), names, type, required, hasDefault);
    }

    /// <summary>Whether <paramref name="type"/> has a generated <c>ReadFrom</c> that code of <paramref name="from"/> can call.</summary>
    public static bool IsTarget(ITypeSymbol type, ISymbol from) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, from.ContainingAssembly)
        && JsonNames.Has(type, JsonEventGenerator.AttributeName);

    private static bool IgnoreCase(AttributeData attribute) =>
        AttributeArguments.Get(attribute, "IgnoreCase") is true;

    private static void ReportDuplicates(
        EquatableArray<JsonPropertySpec> properties, bool ignoreCase, Location location, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        var seen = new Dictionary<string, string>(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var property in properties)
        {
            foreach (var name in property.JsonNames)
            {
                if (seen.TryGetValue(name, out var other))
                {
                    diagnostics.Report(DiagnosticDescriptors.DuplicateJsonName, location, other, property.Name, name);
                }
                else
                {
                    seen.Add(name, property.Name);
                }
            }
        }
    }
}
