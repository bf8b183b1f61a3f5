using Compressor.Generators.Json.Objects;
using Compressor.Generators.JsonEvent;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.JsonReader;

/// <summary>Writes readers of JSON for types that exist, in partial classes that list them with <c>[JsonReader]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class JsonReaderGenerator : IIncrementalGenerator
{
    /// <summary>The attribute that lists types.</summary>
    public const string AttributeName = SupportSource.Namespace + ".JsonReaderAttribute";

    /// <summary>The step whose outputs are specs.</summary>
    public const string SpecStep = "JsonReader.Spec";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.GenerateForTypes(
        AttributeName,
        SpecStep,
        ["JsonReaderAttribute"],
        static (attribute, cancellationToken) =>
            JsonTypesParser.Parse(attribute, JsonEventParser.IsTarget, isWritten: false, cancellationToken),
        static spec => (spec.Target, JsonReaderEmitter.Emit(spec)));
}
