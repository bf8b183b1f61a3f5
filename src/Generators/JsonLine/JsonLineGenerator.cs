using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

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
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.GenerateForTypes(
        AttributeName,
        SpecStep,
        [
            "JsonLineAttribute",
            "JsonLineBuffer",
            "JsonLineMemory",
            "JsonLineNumbers",
            "JsonLineTimes",
            "JsonLineAny"],
        JsonLineParser.Parse,
        static spec => (spec.Target, JsonLineEmitter.Emit(spec)));
}
