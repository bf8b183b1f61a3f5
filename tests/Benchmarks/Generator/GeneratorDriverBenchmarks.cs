using BenchmarkDotNet.Attributes;
using Compressor.Generators.JsonEvent;
using Compressor.Generators.JsonLine;
using Compressor.Generators.JsonReader;
using Compressor.Generators.JsonWriter;
using Compressor.Generators.LambdaJsonSerializer;
using Compressor.Generators.SampledLog;
using Compressor.Generators.Settings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compressor.Benchmarks.Generator;

/// <summary>The generators in a project with 500 annotated types: what they add to a build, and to a keystroke in another file.</summary>
public class GeneratorDriverBenchmarks
{
    private static readonly IIncrementalGenerator[] Generators =
    [
        new JsonEventGenerator(),
        new JsonLineGenerator(),
        new JsonReaderGenerator(),
        new JsonWriterGenerator(),
        new LambdaJsonSerializerGenerator(),
        new SampledLogGenerator(),
        new SettingsGenerator(),
    ];

    private CSharpCompilation _compilation = null!;
    private CSharpCompilation _withAttributes = null!;
    private SyntaxTree _elsewhere = null!;
    private SyntaxTree[] _edited = null!;
    private GeneratorDriver _warm = null!;
    private GeneratorDriver _attributesWarm = null!;
    private int _keystroke;

    /// <summary>Runs both drivers once.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _compilation = AnnotatedTypes.Compile();
        _elsewhere = _compilation.SyntaxTrees.Single(tree => tree.FilePath == AnnotatedTypes.Elsewhere);
        _edited =
        [
            .. new[] { "1", "12" }.Select(number => _elsewhere.WithChangedText(
                Microsoft.CodeAnalysis.Text.SourceText.From(_elsewhere.ToString().Replace("return 0", "return " + number)))),
        ];
        _warm = Driver(Generators).RunGenerators(_compilation);
        var generated = _warm.GetRunResult();
        if (!generated.Diagnostics.IsEmpty || generated.GeneratedTrees.Length < AnnotatedTypes.Count)
        {
            throw new InvalidOperationException("Not every type was generated for.");
        }

        // The attributes themselves are there for both.
        _withAttributes = _compilation.AddSyntaxTrees(
            generated.GeneratedTrees.Where(tree => Path.GetFileName(tree.FilePath) is { } name
                && (name.StartsWith("Compressor.Generators.", StringComparison.Ordinal)
                    || name == "Microsoft.CodeAnalysis.EmbeddedAttribute.cs"))
                .DistinctBy(tree => Path.GetFileName(tree.FilePath)));
        _attributesWarm = Driver([new AttributesOnly()]).RunGenerators(_withAttributes);
        if (_attributesWarm.GetRunResult().GeneratedTrees.Length < AnnotatedTypes.Count)
        {
            throw new InvalidOperationException("Not every type was found.");
        }
    }

    /// <summary>The first run, in a compilation that nothing was asked of before.</summary>
    [Benchmark]
    public GeneratorDriver FirstRun() => Driver(Generators).RunGenerators(_compilation.Clone());

    /// <summary>The run after a keystroke in the body of a method in a file without annotated types.</summary>
    [Benchmark]
    public GeneratorDriver Keystroke() => _warm = _warm.RunGenerators(Edit(_compilation));

    /// <summary>The part of that which is the compiler's: to find the annotated types again.</summary>
    [Benchmark]
    public GeneratorDriver KeystrokeFindingAttributesOnly() => _attributesWarm = _attributesWarm.RunGenerators(Edit(_withAttributes));

    private static CSharpGeneratorDriver Driver(IIncrementalGenerator[] generators) => CSharpGeneratorDriver.Create(
        generators.Select(generator => generator.AsSourceGenerator()), parseOptions: AnnotatedTypes.Options);

    private CSharpCompilation Edit(CSharpCompilation compilation) => compilation.ReplaceSyntaxTree(_elsewhere, _edited[_keystroke++ % 2]);

    // Looks for the same attributes, and does next to nothing with what it finds.
    private sealed class AttributesOnly : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            foreach (
                var name in new[]
                {
                    JsonEventGenerator.AttributeName, JsonLineGenerator.AttributeName, JsonReaderGenerator.AttributeName,
                    JsonWriterGenerator.AttributeName, LambdaJsonSerializerGenerator.AttributeName, SampledLogGenerator.AttributeName,
                    SettingsGenerator.AttributeName,
                })
            {
                context.RegisterSourceOutput(
                    context.SyntaxProvider.ForAttributeWithMetadataName(
                        name,
                        (_, _) => true,
                        (found, _) => $"{name}.{found.TargetSymbol.ContainingType?.Name}.{found.TargetSymbol.Name}"),
                    (output, target) => output.AddSource(target, string.Empty));
            }
        }
    }
}
