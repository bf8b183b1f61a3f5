using System.Diagnostics;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Local.Watching;

/// <summary>What a build gave.</summary>
/// <param name="Bootstrap">The program, or null where the build failed.</param>
/// <param name="Output">What the compiler printed.</param>
internal sealed record HandlerBuildResult(string? Bootstrap, string Output);

/// <summary>Builds the handler as ordinary .NET code, which takes seconds where NativeAOT takes half a minute.</summary>
/// <param name="repository">The root of the repository.</param>
/// <param name="folder">Gets a folder for each build: a process that runs keeps its files.</param>
internal sealed class HandlerBuild(string repository, string folder)
{
    private const string Project = "src/Handler/Compressor.Handler.csproj";
    private static readonly string Output = Path.Combine("artifacts", "bin", "Compressor.Handler", "debug");

    private int _builds;

    /// <summary>Prepares builds in the repository whose root is the working directory.</summary>
    /// <param name="folder">What earlier runs left in it is removed.</param>
    /// <exception cref="CommandException">The working directory is not the root of the repository.</exception>
    public static HandlerBuild InWorkingDirectory(string folder)
    {
        if (!File.Exists(Project))
        {
            throw new CommandException($"--watch builds the handler: run it in the root of the repository, where {Project} is");
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return new(Directory.GetCurrentDirectory(), Path.GetFullPath(folder));
    }

    /// <summary>The folders whose files make a difference.</summary>
    public IEnumerable<string> Sources =>
        ((IEnumerable<string>)["Handler", "Core", "Generators"]).Select(name => Path.Combine(repository, "src", name));

    /// <summary>Builds.</summary>
    public async Task<HandlerBuildResult> RunAsync(CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "build", Project, "-c", "Debug", "-nologo", "-v", "quiet", "-clp:ErrorsOnly;NoSummary", "-p:TreatWarningsAsErrors=false",
        ];
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", arguments)
            {
                WorkingDirectory = repository,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        try
        {
            var texts = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            var output = string.Concat(texts).Trim();
            return process.ExitCode == 0 ? new(Keep(), output) : new(null, output);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Copies what was built to a place where the next build leaves it alone.</summary>
    private string Keep()
    {
        var target = Directory.CreateDirectory(Path.Combine(folder, $"{++_builds}")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(repository, Output)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        return Path.Combine(target, "bootstrap");
    }
}
