using System.Runtime.InteropServices;
using System.Xml.Linq;
using Compressor.Testing;

namespace Compressor.Generators.Tests.Packaging;

/// <summary>Packs the generator, once for all tests, and builds a project outside the repository from the package.</summary>
public sealed class PackedGenerator : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("compressor-generators-").FullName;
    private string? _program;

    /// <summary>The package.</summary>
    public string PackageFile => Directory.GetFiles(Path.Combine(_folder, "feed"), "*.nupkg").ShouldHaveSingleItem();

    /// <summary>The package of symbols.</summary>
    public string SymbolsFile => Path.ChangeExtension(PackageFile, "snupkg");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        SourceCopy.Create(Path.Combine(_folder, "source"));
        await PackAsync("feed");
    }

    /// <summary>Packs what is built into a folder of its own; returns the files in it, by name.</summary>
    public async Task<IReadOnlyList<string>> PackAgainAsync()
    {
        await PackAsync("again", "--no-build");
        return [.. Directory.GetFiles(Path.Combine(_folder, "again")).Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Builds the outside project, the first time, and returns its executable. Tests of a class run one after another.</summary>
    public async Task<string> PublishOutsideAsync() => _program ??= await PublishAsync();

    /// <summary>
    /// Runs a program to its end, without what the surrounding <c>dotnet test</c> set, which would lead another build astray.
    /// </summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string file, string[] arguments, string workingFolder, params (string Name, string Value)[] variables)
    {
        var all = ProgramRun.Without("MSBuild", "MSBUILD", "DEMO_");
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        var run = await ProgramRun.RunAsync(file, arguments, all, workingFolder);
        return (run.ExitCode, run.Output);
    }

    // As a release is packed.
    private Task PackAsync(string target, params string[] more) => DotnetAsync(
        ["pack", "-c", "Release", "-o", Path.Combine(_folder, target), "--nologo", "-p:ContinuousIntegrationBuild=true", .. more],
        Path.Combine(_folder, "source", "src", "Generators.Package"));

    private async Task<string> PublishAsync()
    {
        var outside = Directory.CreateDirectory(Path.Combine(_folder, "outside")).FullName;
        var source = Path.Combine(AppContext.BaseDirectory, "Packaging", "Outside");
        var versions = XDocument.Load(Repository.PathTo("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(element => element.Attribute("Include")!.Value, element => element.Attribute("Version")!.Value);
        foreach (var file in Directory.GetFiles(source, "*.txt"))
        {
            var text = (await File.ReadAllTextAsync(file))
                .Replace("$FEED$", Path.Combine(_folder, "feed"), StringComparison.Ordinal)
                .Replace("$PACKAGES$", Path.Combine(_folder, "packages"), StringComparison.Ordinal)
                .Replace("$MACHINE_PACKAGES$", MachinePackages(), StringComparison.Ordinal)
                .Replace(
                    "$VERSION$", Path.GetFileNameWithoutExtension(PackageFile)["Compressor.Generators.".Length..], StringComparison.Ordinal)
                .Replace(
                    "$CONFIGURATION_VERSION$",
                    versions["Microsoft.Extensions.Configuration.EnvironmentVariables"],
                    StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(outside, Path.GetFileNameWithoutExtension(file)), text);
        }

        var runtime = "linux-" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        await DotnetAsync(["publish", "-c", "Release", "-r", runtime, "-o", "out", "--nologo"], outside);
        return Path.Combine(outside, "out", "Demo");
    }

    private static async Task DotnetAsync(string[] arguments, string workingFolder)
    {
        var (exitCode, output) = await RunAsync(
            "dotnet", arguments, workingFolder, ("DOTNET_CLI_UI_LANGUAGE", "en"), ("MSBUILDDISABLENODEREUSE", "1"));
        exitCode.ShouldBe(0, output);
    }

    // Packages that the machine has already, so that only ours is new.
    private static string MachinePackages() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
