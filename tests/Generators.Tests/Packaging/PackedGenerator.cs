using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using Compressor.Generators.Tests.Harness;

namespace Compressor.Generators.Tests.Packaging;

/// <summary>Packs the generator, once for all tests, and builds a project outside the repository from the package.</summary>
public sealed class PackedGenerator : IAsyncLifetime
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(6);
    private readonly string _folder = Directory.CreateTempSubdirectory("compressor-generators-").FullName;
    private string? _program;

    /// <summary>The packed file.</summary>
    public string PackageFile => Directory.GetFiles(Path.Combine(_folder, "feed"), "*.nupkg").ShouldHaveSingleItem();

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var project = Path.Combine(Repository.Root, "src", "Generators", "Compressor.Generators.csproj");
        await DotnetAsync(
            ["pack", project, "-c", "Release", "-o", Path.Combine(_folder, "feed"), "--nologo"], Repository.Root, CancellationToken.None);
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Builds the outside project, the first time, and returns its executable. Tests of a class run one after another.</summary>
    public async Task<string> PublishOutsideAsync(CancellationToken cancellationToken) =>
        _program ??= await PublishAsync(cancellationToken);

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string file,
        string[] arguments,
        string workingFolder,
        (string Name, string Value)[] environment,
        CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = workingFolder, RedirectStandardOutput = true };

        // What the surrounding `dotnet test` set would lead another build astray.
        foreach (
            var name in start.Environment.Keys.Where(name =>
                name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)
                    || name.StartsWith("DEMO_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(LongestRun);
        using var process = Process.Start(start)!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, output);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private async Task<string> PublishAsync(CancellationToken cancellationToken)
    {
        var outside = Directory.CreateDirectory(Path.Combine(_folder, "outside")).FullName;
        var source = Path.Combine(AppContext.BaseDirectory, "Packaging", "Outside");
        var versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(element => element.Attribute("Include")!.Value, element => element.Attribute("Version")!.Value);
        foreach (var file in Directory.GetFiles(source, "*.txt"))
        {
            var text = (await File.ReadAllTextAsync(file, cancellationToken))
                .Replace("$FEED$", Path.Combine(_folder, "feed"), StringComparison.Ordinal)
                .Replace("$PACKAGES$", Path.Combine(_folder, "packages"), StringComparison.Ordinal)
                .Replace("$MACHINE_PACKAGES$", MachinePackages(), StringComparison.Ordinal)
                .Replace(
                    "$VERSION$", Path.GetFileNameWithoutExtension(PackageFile)["Compressor.Generators.".Length..], StringComparison.Ordinal)
                .Replace(
                    "$CONFIGURATION_VERSION$",
                    versions["Microsoft.Extensions.Configuration.EnvironmentVariables"],
                    StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(outside, Path.GetFileNameWithoutExtension(file)), text, cancellationToken);
        }

        var runtime = "linux-" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        await DotnetAsync(["publish", "-c", "Release", "-r", runtime, "-o", "out", "--nologo"], outside, cancellationToken);
        return Path.Combine(outside, "out", "Demo");
    }

    private static async Task DotnetAsync(string[] arguments, string workingFolder, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await RunAsync(
            "dotnet", arguments, workingFolder, [("DOTNET_CLI_UI_LANGUAGE", "en"), ("MSBUILDDISABLENODEREUSE", "1")], cancellationToken);
        exitCode.ShouldBe(0, output);
    }

    // Packages that the machine has already, so that only ours is new.
    private static string MachinePackages() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
