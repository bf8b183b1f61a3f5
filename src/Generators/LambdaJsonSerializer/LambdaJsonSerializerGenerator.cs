using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.LambdaJsonSerializer;

/// <summary>Makes partial classes marked with <c>[LambdaJsonSerializer]</c> what Amazon.Lambda.Core calls a serializer.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class LambdaJsonSerializerGenerator : IIncrementalGenerator
{
    /// <summary>The attribute that marks a class.</summary>
    public const string AttributeName = SupportSource.Namespace + ".LambdaJsonSerializerAttribute";

    /// <summary>The step whose outputs are specs.</summary>
    public const string SpecStep = "LambdaJsonSerializer.Spec";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output =>
        {
            output.AddEmbeddedAttributeDefinition();
            SupportSource.Add(output, "LambdaJsonSerializerAttribute", "LambdaPayload");
        });

        var parsed = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeName,
            static (node, _) => node is TypeDeclarationSyntax,
            static (attribute, cancellationToken) =>
                LambdaJsonSerializerParser.Parse(attribute, cancellationToken));

        context.RegisterSourceOutput(
            parsed.Specs(SpecStep),
            static (output, spec) => output.AddSource(
                spec.Target.HintName + ".LambdaJsonSerializer.g.cs", LambdaJsonSerializerEmitter.Emit(spec)));
        context.ReportDiagnostics(parsed);
    }
}
