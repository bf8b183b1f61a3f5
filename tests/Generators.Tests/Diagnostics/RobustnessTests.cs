using System.Text.RegularExpressions;
using Compressor.Generators.Shared;
using Compressor.Generators.Tests.Harness;
using Compressor.Testing;
using CsCheck;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Tests.Diagnostics;

public class RobustnessTests
{
    private const string Source =
        """
        namespace N;
        public enum Kind { [JsonUnknown] A, [JsonName("b", "B")] B }
        [JsonEvent(IgnoreCase = true)] public partial record Point(int X, [JsonName("why")] string? Y = "y") {
        public required List<Kind?> Kinds { get; init; } [JsonSkip] public object? O { get; init; } }
        [Settings("APP_")] internal partial record App { /// <summary>A <c>b</c>.</summary>
        [Range("1B", "2MiB")] public ByteSize Size { get; init; } = 5;
        [Allowed("a", "b")] public string Text { get; init; } = "a"; [Required] public int[]? List { get; init; } }
        public partial class Log { private readonly SampledLogWriter writer = null!;
        [SampledLog(LogLevel.Info, "{a} {{b}} {c}", Rate = 0.5)] public partial void X(string a, Kind c, Exception? e); }
        [JsonLine(OmitNulls = true)] public partial record struct Answer(int? Number, Dictionary<string, Kind[]>? Map);
        public class Order { public int Id { get; init; } public List<Item>? Items { get; set; } } public record Item(string Name, Kind K);
        [JsonReader(typeof(Order), typeof(int[]), Skip = ["Item.K"])] [JsonWriter(typeof(Order))] internal static partial class Orders;
        """;

    [Fact]
    public void The_whole_source_compiles() => GeneratorHarness.Run(Source).ShouldCompile();

    [Fact]
    public void No_source_cut_off_anywhere_makes_a_generator_throw()
    {
        for (var length = 0; length < Source.Length; length++)
        {
            Run(Source[..length]);
        }
    }

    [Fact]
    public void No_source_with_pieces_removed_or_repeated_makes_a_generator_throw()
    {
        var pieces = Regex.Split(Source, @"(\W)").Where(piece => piece.Length > 0).ToArray();
        Gen.Select(Gen.Int[0, pieces.Length - 1], Gen.Int[0, pieces.Length - 1], Gen.Int[0, 2]).Sample(
            edit =>
            {
                var (at, from, kind) = edit;
                var edited = pieces.ToList();
                switch (kind)
                {
                    case 0:
                        edited.RemoveAt(at);
                        break;
                    case 1:
                        edited.Insert(at, pieces[from]);
                        break;
                    default:
                        edited[at] = pieces[from];
                        break;
                }

                Run(string.Concat(edited));
            },
            iter: 400);
    }

    [Fact]
    public void Each_diagnostic_is_in_the_release_notes()
    {
        var notes = Repository.Read("src/Generators/AnalyzerReleases.Unshipped.md");
        var descriptors = typeof(DiagnosticDescriptors).GetFields().Select(field => (DiagnosticDescriptor)field.GetValue(null)!).ToList();

        descriptors.ShouldAllBe(descriptor => notes.Contains($"{descriptor.Id} | Compressor.Generators | Error | {descriptor.Title}"));
        descriptors.Select(descriptor => descriptor.Id).ShouldBeUnique();
    }

    private static void Run(string source)
    {
        var result = GeneratorHarness.Driver().RunGenerators(GeneratorHarness.Compile([source])).GetRunResult();
        result.Results.Select(generator => generator.Exception?.ToString()).ShouldAllBe(exception => exception == null, source);
    }
}
