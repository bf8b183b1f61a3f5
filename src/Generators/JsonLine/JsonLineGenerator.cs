using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.JsonLine;

/// <summary>Writes writers of JSON for partial types marked with <c>[JsonLine]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class JsonLineGenerator : IIncrementalGenerator
{
    /// <summary>The attribute that marks a type.</summary>
    public const string AttributeName = SupportSource.Namespace + ".JsonLineAttribute";

    /// <summary>The step whose outputs are specs.</summary>
    public const string SpecStep = "JsonLine.Spec";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output =>
        {
            output.AddEmbeddedAttributeDefinition();
            SupportSource.Add(
                output, "JsonLineAttribute", "JsonLineBuffer", "JsonLineMemory", "JsonLineNumbers", "JsonLineTimes", "JsonLineAny");
        });

        var parsed = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeName,
            static (node, _) => node is TypeDeclarationSyntax,
            static (attribute, cancellationToken) => JsonLineParser.Parse(attribute, cancellationToken));

        context.RegisterSourceOutput(
            parsed.Specs(SpecStep),
            static (output, spec) => output.AddSource(spec.Target.HintName + ".JsonLine.g.cs", JsonLineEmitter.Emit(spec)));
        context.ReportDiagnostics(parsed);
    }
}
