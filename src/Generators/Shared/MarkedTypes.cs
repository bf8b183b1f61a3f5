using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.Shared;

/// <summary>What the generators for types with an attribute have in common.</summary>
internal static class MarkedTypes
{
    /// <summary>Writes a file for each type that has the attribute, and reports what its parser found wrong.</summary>
    /// <param name="context">The generator's context.</param>
    /// <param name="attribute">The attribute's full name.</param>
    /// <param name="specStep">The step whose outputs are specs, such as <c>JsonLine.Spec</c>.</param>
    /// <param name="support">The sources that the generated code needs.</param>
    /// <param name="parse">Makes the spec of a type.</param>
    /// <param name="emit">Writes the type's file, whose name ends in the step's first word, such as <c>.JsonLine.g.cs</c>.</param>
    public static void GenerateForTypes<TSpec>(
        this IncrementalGeneratorInitializationContext context,
        string attribute,
        string specStep,
        string[] support,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, Parsed<TSpec>> parse,
        Func<TSpec, (TargetSpec Target, string Source)> emit)
        where TSpec : class, IEquatable<TSpec>
    {
        context.RegisterPostInitializationOutput(output =>
        {
            output.AddEmbeddedAttributeDefinition();
            SupportSource.Add(output, support);
        });

        var parsed = context.SyntaxProvider.ForAttributeWithMetadataName(
            attribute, static (node, _) => node is TypeDeclarationSyntax, new ParsedTargets<TSpec>(parse).Get);
        var ending = $".{specStep.Split('.')[0]}.g.cs";
        context.RegisterSourceOutput(parsed.Specs(specStep), (output, spec) =>
        {
            var (target, source) = emit(spec);
            output.AddSource(target.HintName + ending, source);
        });
        context.ReportDiagnostics(parsed);
    }
}
