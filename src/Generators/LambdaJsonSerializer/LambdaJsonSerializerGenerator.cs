using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

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
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.GenerateForTypes(
        AttributeName,
        SpecStep,
        ["LambdaJsonSerializerAttribute", "LambdaPayload"],
        LambdaJsonSerializerParser.Parse,
        static spec => (spec.Target, LambdaJsonSerializerEmitter.Emit(spec)));
}
