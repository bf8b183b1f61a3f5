using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using Compressor.Generators.Shared;
using Compressor.Testing;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Tests.Packaging;

/// <summary>The package as its users get it. Builds with NativeAOT, so it takes a minute.</summary>
[Integration]
public sealed class PackageTests(PackedGenerator packed) : IClassFixture<PackedGenerator>
{
    [Fact]
    public void Package_holds_analyzers_readme_and_licence_and_nothing_to_reference()
    {
        using var package = ZipFile.OpenRead(packed.PackageFile);

        package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
            .ShouldBe(
                [
                    "Compressor.Generators.nuspec",
                    "[Content_Types].xml",
                    "analyzers/dotnet/cs/Compressor.Generators.dll",
                    "analyzers/dotnet/cs/Compressor.Generators.CodeFixes.dll",
                    "generator.md",
                    "icon.png",
                    "LICENSE",
                ],
                ignoreOrder: true);
    }

    [Fact]
    public void Package_says_what_it_is_and_where_it_is_from()
    {
        using var package = ZipFile.OpenRead(packed.PackageFile);
        using var stream = package.GetEntry("Compressor.Generators.nuspec")!.Open();
        var elements = XDocument.Load(stream).Descendants().ToList();
        var metadata = elements.ToLookup(element => element.Name.LocalName, element => element.Value);

        metadata["version"].ShouldBe([Repository.Version]);
        metadata["license"].ShouldBe(["Apache-2.0"]);
        metadata["readme"].ShouldBe(["generator.md"]);
        metadata["icon"].ShouldBe(["icon.png"]);
        metadata["developmentDependency"].ShouldBe(["true"]);
        metadata["dependency"].ShouldBeEmpty();
        metadata["tags"].ShouldHaveSingleItem().Split(' ').ShouldBe(
            ["source-generator", "roslyn", "aot", "native-aot", "aws", "lambda", "json", "configuration", "logging"]);
        elements.Single(element => element.Name.LocalName == "repository").Attributes().Select(attribute => attribute.ToString()).ShouldBe(
            ["type=\"git\"", $"url=\"{SourceCopy.Address}.git\"", $"commit=\"{SourceCopy.Commit}\""], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Compressor.Generators")]
    [InlineData("Compressor.Generators.CodeFixes")]
    public void Symbols_are_in_a_package_of_their_own_and_lead_to_the_source(string name)
    {
        using var assembly = new PackedAssembly(packed, name);

        assembly.Symbols.ShouldBe(assembly.WantedSymbols);
        assembly.IsDeterministic.ShouldBeTrue();
        assembly.Documents.ShouldAllBe(path => path.StartsWith("/_/", StringComparison.Ordinal));
        assembly.SourceLink.ShouldBe(
            $$$"""{"documents":{"/_/*":"https://raw.githubusercontent.com/example/compressor/{{{SourceCopy.Commit}}}/*"}}""");
    }

    [Fact]
    public void Help_links_lead_to_the_documentation_at_the_commit()
    {
        using var assembly = new PackedAssembly(packed, "Compressor.Generators");
        var descriptors = assembly.Load().GetType(typeof(DiagnosticDescriptors).FullName!)!.GetFields()
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!).ToList();

        descriptors.ShouldNotBeEmpty();
        descriptors.ShouldAllBe(descriptor => descriptor.HelpLinkUri
            == $"{SourceCopy.Address}/blob/{SourceCopy.Commit}/docs/generator.md#{descriptor.Id.ToLowerInvariant()}");
    }

    [Fact]
    public async Task Packing_again_gives_the_same_bytes()
    {
        var again = await packed.PackAgainAsync();

        again.Select(Path.GetExtension).ShouldBe([".nupkg", ".snupkg"]);
        (await File.ReadAllBytesAsync(again[0])).ShouldBe(await File.ReadAllBytesAsync(packed.PackageFile));
        (await File.ReadAllBytesAsync(again[1])).ShouldBe(await File.ReadAllBytesAsync(packed.SymbolsFile));
    }

    [Fact]
    public async Task Project_outside_builds_from_the_package_and_runs_under_NativeAOT()
    {
        var (exitCode, output) = await RunAsync(
            """{"kind":"created","items":[{"name":"é","size":5}]}""", ("DEMO_RATE", "1"), ("DEMO_TIMEOUT", "1m30s"));

        exitCode.ShouldBe(0, output);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines[0].GetProperty("message").GetString().ShouldBe("Read 1 items of created in 90s");
        lines[0].GetProperty("requestId").GetString().ShouldBe("request-1");
        lines[1].GetRawText().ShouldBe("""{"name":"é","size":5}""");
    }

    [Fact]
    public async Task Program_says_what_is_wrong_with_its_input_under_NativeAOT()
    {
        const string NoInteger =
            "$.items[0].size (byte 18): expected an integer from -9223372036854775808 to 9223372036854775807, found the string \"big\"\n";

        (await RunAsync("""{"items":[{"size":"big"}]}""")).ShouldBe((1, NoInteger));
        (await RunAsync("{}", ("DEMO_RATE", "2"), ("DEMO_RAET", "0"))).ShouldBe(
            (1, "DEMO_RATE is '2', but must be a number from 0 to 1.\nDEMO_RAET is not a setting; did you mean DEMO_RATE?\n"));
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string input, params (string Name, string Value)[] variables)
    {
        var program = await packed.PublishOutsideAsync();
        return await PackedGenerator.RunAsync(program, [input], Path.GetDirectoryName(program)!, variables);
    }
}
