using System.Collections.Immutable;
using System.Globalization;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.SampledLog;

/// <summary>Reads a method that is marked with <c>[SampledLog]</c>.</summary>
internal static class SampledLogParser
{
    /// <summary>The property of <see cref="DiagnosticDescriptors.UnknownPlaceholder"/> that holds the placeholder's name.</summary>
    public const string PlaceholderProperty = "Placeholder";

    private const string WriterType = SupportSource.Namespace + ".SampledLogWriter";

    private static readonly string[] LevelNames = ["Trace", "Debug", "Info", "Warn", "Error", "Fatal"];
    private static readonly string[] TakenNames = ["timestamp", "level", "message", "requestId"];

    public static Parsed<LogMethodInClassSpec> Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var method = (IMethodSymbol)context.TargetSymbol;
        var location = ((MethodDeclarationSyntax)context.TargetNode).Identifier.GetLocation();
        CheckMethod(method, (MethodDeclarationSyntax)context.TargetNode, location, diagnostics);
        var target = TargetParser.Parse(method.ContainingType, location, mustBeRecord: false, diagnostics);
        var writer = Writer(method.ContainingType);
        if (writer is null)
        {
            diagnostics.Report(DiagnosticDescriptors.NoLogWriter, location, method.ContainingType.Name);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var attribute = context.Attributes[0];
        var rate = Rate(attribute, method, location, diagnostics);
        var parameters = Parameters(method, diagnostics);
        var message = Message(attribute, method, parameters, location, diagnostics);
        if (diagnostics.Count > 0 || target is null || writer is null)
        {
            return new Parsed<LogMethodInClassSpec>(null, diagnostics.ToImmutable());
        }

        var spec = new LogMethodSpec(
            Modifiers((MethodDeclarationSyntax)context.TargetNode),
            Names.Escape(method.Name),
            writer,
            Level(attribute),
            rate,
            message,
            parameters);
        return new Parsed<LogMethodInClassSpec>(new LogMethodInClassSpec(target, spec), diagnostics.ToImmutable());
    }

    private static void CheckMethod(
        IMethodSymbol method, MethodDeclarationSyntax syntax, Location location, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        if (!method.IsPartialDefinition || method.PartialImplementationPart is not null || !method.ReturnsVoid
            || method.IsGenericMethod || method.IsStatic || !syntax.Modifiers.Any(IsAccessibility))
        {
            diagnostics.Report(DiagnosticDescriptors.InvalidLogMethod, location, method.Name);
        }
    }

    // Both parts of a partial method have the same, such as virtual.
    private static string Modifiers(MethodDeclarationSyntax syntax) =>
        string.Join(
            " ",
            syntax.Modifiers.Where(
                static modifier => !modifier.IsKind(SyntaxKind.PartialKeyword)).Select(static modifier => modifier.Text));

    private static bool IsAccessibility(SyntaxToken modifier) =>
        modifier.Kind() is SyntaxKind.PublicKeyword
            or SyntaxKind.InternalKeyword
            or SyntaxKind.PrivateKeyword
            or SyntaxKind.ProtectedKeyword;

    private static string? Writer(INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var member in level.GetMembers())
            {
                var memberType = member switch
                {
                    IFieldSymbol { IsStatic: false, CanBeReferencedByName: true } field => field.Type,
                    IPropertySymbol { IsStatic: false } property => property.Type,
                    _ => null,
                };
                var isVisible = member.DeclaredAccessibility != Accessibility.Private || SymbolEqualityComparer.Default.Equals(level, type);
                if (isVisible && memberType?.NullableAnnotation != NullableAnnotation.Annotated && Names.Is(memberType, WriterType))
                {
                    return "this." + Names.Escape(member.Name);
                }
            }
        }

        return null;
    }

    private static string Level(AttributeData attribute) =>
        AttributeArguments.Get(attribute, 0) is int level and >= 0 && level < LevelNames.Length ? LevelNames[level] : "Info";

    private static string Rate(
        AttributeData attribute, IMethodSymbol method, Location location, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        var given = AttributeArguments.Get(attribute, "Rate");
        if (given is not double rate)
        {
            return string.Empty;
        }

        if (rate is not (>= 0 and <= 1))
        {
            diagnostics.Report(
                DiagnosticDescriptors.RateOutOfRange, location, rate.ToString(CultureInfo.InvariantCulture), method.Name);
        }

        return SymbolDisplay.FormatPrimitive(rate, quoteStrings: false, useHexadecimalNumbers: false) + "d";
    }

    private static EquatableArray<LogParameterSpec> Parameters(IMethodSymbol method, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        var parameters = new List<LogParameterSpec>();
        foreach (var parameter in method.Parameters)
        {
            var location = parameter.Locations.FirstOrDefault() ?? Location.None;
            if (parameter.RefKind != RefKind.None || LogParameterParser.Parse(parameter) is not { } spec)
            {
                diagnostics.Report(
                    DiagnosticDescriptors.UnsupportedLogType,
                    location,
                    parameter.Name,
                    parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
                continue;
            }

            if (TakenNames.Contains(spec.JsonName) || parameters.Any(other => other.JsonName == spec.JsonName))
            {
                diagnostics.Report(DiagnosticDescriptors.DuplicateLogName, location, parameter.Name, spec.JsonName);
            }

            parameters.Add(spec);
        }

        return parameters.ToEquatableArray();
    }

    private static EquatableArray<MessagePartSpec> Message(
        AttributeData attribute,
        IMethodSymbol method,
        EquatableArray<LogParameterSpec> parameters,
        Location location,
        ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        var template = AttributeArguments.Get(attribute, 1) as string ?? string.Empty;
        if (MessageTemplate.Parse(template) is not { } message)
        {
            diagnostics.Report(DiagnosticDescriptors.MalformedMessage, location, method.Name);
            return EquatableArray<MessagePartSpec>.Empty;
        }

        foreach (
            var placeholder in message.Where(
                part => part.IsArgument && parameters.Any(parameter => parameter.Name.TrimStart('@') == part.Text && !parameter.IsText)))
        {
            diagnostics.Report(DiagnosticDescriptors.ObjectInMessage, location, placeholder.Text, method.Name);
        }

        foreach (
            var placeholder in message.Where(part => part.IsArgument && method.Parameters.All(parameter => parameter.Name != part.Text)))
        {
            diagnostics.Add(Diagnostic.Create(
                DiagnosticDescriptors.UnknownPlaceholder,
                location,
                ImmutableDictionary<string, string?>.Empty.Add(PlaceholderProperty, placeholder.Text),
                placeholder.Text,
                method.Name));
        }

        return message;
    }
}
