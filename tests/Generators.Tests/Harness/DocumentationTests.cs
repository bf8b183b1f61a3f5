using System.Text.RegularExpressions;
using Compressor.Generators.Shared;
using Compressor.Testing;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Tests.Harness;

public class DocumentationTests
{
    private static readonly string Text = Repository.Read("docs/generator.md");

    [Fact]
    public void Examples_compile_without_a_warning()
    {
        var lines = Regex.Matches(Text, "```csharp\n(.*?)```", RegexOptions.Singleline)
            .SelectMany(block => block.Groups[1].Value.Split('\n')).ToList();
        var statements = lines.Where(IsStatement).ToList();
        statements.Count.ShouldBeGreaterThan(8);

        var declarations = string.Join('\n', lines.Where(line => !IsStatement(line)));
        GeneratorHarness.Run(
            [
                "global using System.IO; global using Microsoft.Extensions.Configuration; internal enum Outcome { Compressed }",
                declarations,
                $$"""
                internal static class Example
                {
                    public static void Run(
                        byte[] bytes, Stream stream, Stream output, Answer answer, Log log, string requestId, string key, TimeSpan took)
                    {
                        {{string.Join('\n', statements)}}
                    }
                }
                """
                    .Replace("writer.Begin", "_ = order; _ = shipment; _ = settings; writer.Begin", StringComparison.Ordinal)
                    .Replace("key, bytes", "key, bytes.Length", StringComparison.Ordinal),
            ]).ShouldCompile();
    }

    [Fact]
    public void Each_diagnostic_is_listed() =>
        typeof(DiagnosticDescriptors).GetFields().Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
            .ShouldAllBe(descriptor =>
                Text.Contains($"| <a id=\"{descriptor.Id.ToLowerInvariant()}\"></a>{descriptor.Id} | {descriptor.Title} |")
                && Regex.IsMatch(
                    descriptor.HelpLinkUri,
                    $@"^(https://\S+/blob/[0-9a-f]{{40}}/)?docs/generator\.md#{descriptor.Id.ToLowerInvariant()}$"));

    private static bool IsStatement(string line) => Regex.IsMatch(line, @"^(var|answer|stream|json|writer|log)\b");
}
