using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

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
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.GenerateForTypes(
        AttributeName,
        SpecStep,
        [
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
            "JsonItems",
        ],
        JsonEventParser.Parse,
        static spec => (spec.Target, JsonEventEmitter.Emit(spec)));
}
