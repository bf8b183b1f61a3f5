using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using Compressor.Testing;

namespace Compressor.Generators.Tests.Packaging;

/// <summary>The package as its users get it. Builds with NativeAOT, so it takes a minute.</summary>
[Integration]
public sealed class PackageTests(PackedGenerator packed) : IClassFixture<PackedGenerator>
{
    [Fact]
    public void Package_holds_an_analyzer_readme_and_licence_and_nothing_to_reference()
    {
        using var package = ZipFile.OpenRead(packed.PackageFile);
        var files = package.Entries.Select(entry => entry.FullName).ToList();

        files.ShouldContain("analyzers/dotnet/cs/Compressor.Generators.dll");
        files.ShouldContain("generator.md");
        files.ShouldContain("LICENSE");
        files.ShouldContain("icon.png");
        files.ShouldNotContain(
            file => file.StartsWith("lib/", StringComparison.Ordinal) || file.EndsWith(".pdb", StringComparison.Ordinal));

        using var stream = package.GetEntry("Compressor.Generators.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Descendants().ToLookup(element => element.Name.LocalName, element => element.Value);
        metadata["license"].ShouldBe(["Apache-2.0"]);
        metadata["readme"].ShouldBe(["generator.md"]);
        metadata["icon"].ShouldBe(["icon.png"]);
        metadata["developmentDependency"].ShouldBe(["true"]);
        metadata["dependency"].ShouldBeEmpty();
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
