using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.JsonEvent;

/// <summary>Writes readers of JSON for partial records marked with <c>[JsonEvent]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class JsonEventGenerator : IIncrementalGenerator
{
    /// <summary>The attribute that marks a record.</summary>
    public const string AttributeName = SupportSource.Namespace + ".JsonEventAttribute";

    /// <summary>The step whose outputs are specs.</summary>
    public const string SpecStep = "JsonEvent.Spec";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output =>
        {
            output.AddEmbeddedAttributeDefinition();
            SupportSource.Add(
                output,
                "JsonEventAttributes",
                "JsonEventException",
                "JsonScanner",
                "JsonScannerSteps",
                "JsonScannerSkip",
                "JsonScannerStrings",
                "JsonScannerNumbers",
                "JsonScannerTimes",
                "JsonScannerBinary",
                "JsonStrings",
                "JsonSurrogates",
                "JsonRaw",
                "JsonErrors",
                "JsonPath",
                "JsonItems");
        });

        var parsed = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeName,
            static (node, _) => node is TypeDeclarationSyntax,
            static (attribute, cancellationToken) => JsonEventParser.Parse(attribute, cancellationToken));

        context.RegisterSourceOutput(
            parsed.Specs(SpecStep),
            static (output, spec) => output.AddSource(spec.Target.HintName + ".JsonEvent.g.cs", JsonEventEmitter.Emit(spec)));
        context.ReportDiagnostics(parsed);
    }
}
