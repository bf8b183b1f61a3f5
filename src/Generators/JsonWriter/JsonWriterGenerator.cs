using Compressor.Generators.Json.Objects;
using Compressor.Generators.JsonLine;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

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
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.GenerateForTypes(
        AttributeName,
        SpecStep,
        ["JsonWriterAttribute"],
        static (attribute, cancellationToken) =>
            JsonTypesParser.Parse(attribute, JsonLineParser.IsTarget, isWritten: true, cancellationToken),
        static spec => (spec.Target, JsonWriterEmitter.Emit(spec)));
}
