using System.Collections.Immutable;
using Compressor.Generators.JsonEvent;
using Compressor.Generators.JsonLine;
using Compressor.Generators.JsonReader;
using Compressor.Generators.JsonWriter;
using Compressor.Generators.LambdaJsonSerializer;
using Compressor.Generators.SampledLog;
using Compressor.Generators.Settings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compressor.Generators.Tests.Harness;

/// <summary>
/// Runs the generators over a source as the compiler does, and a second time over the same source in another compilation, where
/// every output must come from the cache. What comes out must compile, without a warning that the test does not expect.
/// </summary>
internal static class GeneratorHarness
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using Compressor.Generators;
        """;

    /// <summary>The steps whose outputs are specs.</summary>
    public static readonly string[] SpecSteps =
        [
            JsonEventGenerator.SpecStep,
            SettingsGenerator.SpecStep,
            SampledLogGenerator.MethodStep,
            SampledLogGenerator.SpecStep,
            JsonLineGenerator.SpecStep,
            JsonReaderGenerator.SpecStep,
            JsonWriterGenerator.SpecStep,
            LambdaJsonSerializerGenerator.SpecStep];

    private static readonly ImmutableArray<MetadataReference> References =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Compressor.Generators.", StringComparison.Ordinal))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToImmutableArray();

    /// <summary>Runs over one file.</summary>
    public static GeneratorResult Run(string source) => Run([source]);

    /// <summary>Runs over several files.</summary>
    public static GeneratorResult Run(IReadOnlyList<string> sources) => Run(Compile(sources));

    /// <summary>Runs over a compilation.</summary>
    public static GeneratorResult Run(CSharpCompilation compilation)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        var first = driver.GetRunResult();
        first.Results.ShouldAllBe(result => result.Exception == null);

        var second = driver.RunGenerators(compilation.Clone()).GetRunResult();
        Steps.ShouldBeCached(second);
        Steps.ShouldHoldNoRoslynObjects(first);
        return new GeneratorResult(first, output);
    }

    /// <summary>A driver that keeps track of steps.</summary>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [
            new JsonEventGenerator().AsSourceGenerator(),
            new SettingsGenerator().AsSourceGenerator(),
            new SampledLogGenerator().AsSourceGenerator(),
            new JsonLineGenerator().AsSourceGenerator(),
            new JsonReaderGenerator().AsSourceGenerator(),
            new JsonWriterGenerator().AsSourceGenerator(),
            new LambdaJsonSerializerGenerator().AsSourceGenerator(),
        ],
        parseOptions: Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>A compilation of the files, under the strictest settings.</summary>
    public static CSharpCompilation Compile(IReadOnlyList<string> sources) => CSharpCompilation.Create(
        "Consumer" + Guid.NewGuid().ToString("N"),
        sources.Prepend(Usings).Select((source, index) => CSharpSyntaxTree.ParseText(source, Options, path: $"File{index}.cs")),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            allowUnsafe: false,
            warningLevel: 9999));

    private static CSharpParseOptions Options { get; } = new(LanguageVersion.CSharp12);
}
