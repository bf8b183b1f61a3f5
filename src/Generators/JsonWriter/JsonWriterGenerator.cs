using Compressor.Generators.Json.Objects;
using Compressor.Generators.JsonLine;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.JsonWriter;

/// <summary>Writes writers of JSON for types that exist, in partial classes that list them with <c>[JsonWriter]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class JsonWriterGenerator : IIncrementalGenerator
{
    /// <summary>The attribute that lists types.</summary>
    public const string AttributeName = SupportSource.Namespace + ".JsonWriterAttribute";

    /// <summary>The step whose outputs are specs.</summary>
    public const string SpecStep = "JsonWriter.Spec";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output =>
        {
            output.AddEmbeddedAttributeDefinition();
            SupportSource.Add(output, "JsonWriterAttribute");
        });

        var parsed = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeName,
            static (node, _) => node is TypeDeclarationSyntax,
            static (attribute, cancellationToken) =>
                JsonTypesParser.Parse(attribute, JsonLineParser.IsTarget, isWritten: true, cancellationToken));

        context.RegisterSourceOutput(
            parsed.Specs(SpecStep),
            static (output, spec) => output.AddSource(spec.Target.HintName + ".JsonWriter.g.cs", JsonWriterEmitter.Emit(spec)));
        context.ReportDiagnostics(parsed);
    }
}
