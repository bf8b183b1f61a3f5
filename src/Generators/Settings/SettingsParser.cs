using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Compressor.Generators.Json;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.Settings;

/// <summary>Reads a record that is marked with <c>[Settings]</c>.</summary>
internal static class SettingsParser
{
    private const string RangeAttribute = SupportSource.Namespace + ".RangeAttribute";
    private const string RequiredAttribute = SupportSource.Namespace + ".RequiredAttribute";
    private const string AllowedAttribute = SupportSource.Namespace + ".AllowedAttribute";
    private static readonly Regex Name = new("^[A-Z][A-Z0-9_]*$", RegexOptions.CultureInvariant);

    public static Parsed<SettingsSpec> Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var location = ((TypeDeclarationSyntax)context.TargetNode).Identifier.GetLocation();
        if (TargetParser.Parse(type, location, mustBeRecord: true, diagnostics) is not { } target)
        {
            return new Parsed<SettingsSpec>(null, diagnostics.ToImmutable());
        }

        var prefix = AttributeArguments.Get(context.Attributes[0], 0) as string ?? string.Empty;
        if (!Name.IsMatch(prefix))
        {
            diagnostics.Report(DiagnosticDescriptors.InvalidPrefix, location, prefix, type.Name);
        }

        var primary = RecordShape.PrimaryConstructor(type);
        var settings = RecordShape.Properties(type)
            .Where(property => RecordShape.CanSet(property, type))
            .Select(property => Setting(property, primary, diagnostics, cancellationToken))
            .Where(static setting => setting is not null)
            .Select(static setting => setting!)
            .ToEquatableArray();
        ReportDuplicates(settings, location, diagnostics);

        var compilation = context.SemanticModel.Compilation;
        if (compilation.GetTypeByMetadataName("Microsoft.Extensions.Configuration.IConfiguration") is null)
        {
            diagnostics.Report(DiagnosticDescriptors.NoConfiguration, location, type.Name);
        }

        var hasProviders = compilation.GetTypeByMetadataName("Microsoft.Extensions.Configuration.ConfigurationProvider") is not null;
        var spec = new SettingsSpec(
            target,
            prefix,
            RecordShape.NeedsConstructor(type),
            primary is not null,
            RecordShape.PrimaryArguments(primary),
            hasProviders,
            settings);
        return new Parsed<SettingsSpec>(diagnostics.Count > 0 ? null : spec, diagnostics.ToImmutable());
    }

    private static SettingSpec? Setting(
        IPropertySymbol property,
        IMethodSymbol? primary,
        ImmutableArray<Diagnostic>.Builder diagnostics,
        CancellationToken cancellationToken)
    {
        var location = property.Locations.FirstOrDefault() ?? Location.None;
        if (SettingTypeParser.Parse(property.Type) is not { } type)
        {
            diagnostics.Report(
                DiagnosticDescriptors.UnsupportedSettingType,
                location,
                property.Name,
                property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
            return null;
        }

        var name = SettingTypeParser.NameOf(property) ?? Names.UpperSnakeCase(property.Name);
        if (!Name.IsMatch(name))
        {
            diagnostics.Report(DiagnosticDescriptors.InvalidSettingName, location, name, property.Name);
        }

        var parameter = RecordShape.Parameter(primary, property);
        var required = property.IsRequired || JsonNames.Has(property, RequiredAttribute)
            || (parameter is { HasExplicitDefaultValue: false } && !type.IsNullable);
        return new SettingSpec(
            Names.Escape(property.Name),
            name,
            type,
            required,
            Range(property, type, location, diagnostics),
            Allowed(property, type, location, diagnostics),
            DocumentationText.Summary(property, cancellationToken));
    }

    private static SettingRangeSpec? Range(
        IPropertySymbol property, SettingTypeSpec type, Location location, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        if (JsonNames.Find(property, RangeAttribute)?.ConstructorArguments is not { Length: 2 } bounds)
        {
            return null;
        }

        var range = SettingRangeParser.Parse(type, bounds[0], bounds[1]);
        if (range is null)
        {
            diagnostics.Report(
                DiagnosticDescriptors.InvalidRange,
                location,
                property.Name,
                property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }

        return range;
    }

    private static EquatableArray<string> Allowed(
        IPropertySymbol property, SettingTypeSpec type, Location location, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        if (JsonNames.Find(property, AllowedAttribute) is not { } attribute)
        {
            return EquatableArray<string>.Empty;
        }

        var values = AttributeArguments.Strings(attribute, 0).ToEquatableArray();
        if (type.Kind != SettingKind.String || values.Count == 0)
        {
            diagnostics.Report(DiagnosticDescriptors.InvalidAllowed, location, property.Name);
        }

        return values;
    }

    private static void ReportDuplicates(
        EquatableArray<SettingSpec> settings, Location location, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        foreach (
            var same in settings.GroupBy(static setting => setting.Name, StringComparer.Ordinal).Where(static group => group.Count() > 1))
        {
            diagnostics.Report(
                DiagnosticDescriptors.DuplicateSetting, location, same.First().Property, same.Skip(1).First().Property, same.Key);
        }
    }
}
