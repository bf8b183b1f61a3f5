using System.Diagnostics;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Local.Watching;

/// <summary>What a build gave.</summary>
/// <param name="Bootstrap">The program, or null where the build failed.</param>
/// <param name="Output">What the compiler printed.</param>
internal sealed record HandlerBuildResult(string? Bootstrap, string Output);

/// <summary>Builds the handler as ordinary .NET code, which takes seconds where NativeAOT takes half a minute.</summary>
/// <param name="repository">The root of the repository.</param>
/// <param name="folder">
/// Gets all that a build writes, so that <c>make package</c> can go on meanwhile, and a copy for each build: a process that runs keeps its
/// files.
/// </param>
internal sealed class HandlerBuild(string repository, string folder)
{
    private const string Project = "src/Handler/Compressor.Handler.csproj";
    private readonly string _artifacts = Path.Combine(folder, "artifacts");
    private readonly string _copies = Path.Combine(folder, "builds");

    private int _builds;

    /// <summary>Prepares builds in the repository whose root is the working directory.</summary>
    /// <param name="folder">The copies that earlier runs left in it are removed.</param>
    /// <exception cref="CommandException">The working directory is not the root of the repository.</exception>
    public static HandlerBuild InWorkingDirectory(string folder)
    {
        if (!File.Exists(Project))
        {
            throw new CommandException($"--watch builds the handler: run it in the root of the repository, where {Project} is");
        }

        var build = new HandlerBuild(Directory.GetCurrentDirectory(), Path.GetFullPath(folder));
        if (Directory.Exists(build._copies))
        {
            Directory.Delete(build._copies, recursive: true);
        }

        return build;
    }

    /// <summary>The folders whose files make a difference.</summary>
    public IEnumerable<string> Sources =>
        ((IEnumerable<string>)["Handler", "Core", "Generators"]).Select(name => Path.Combine(repository, "src", name));

    /// <summary>Builds.</summary>
    public async Task<HandlerBuildResult> RunAsync(CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "build", Project, "--artifacts-path", _artifacts, "-c", "Debug",
            "-nologo", "-v", "quiet", "-clp:ErrorsOnly;NoSummary", "-p:TreatWarningsAsErrors=false",
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
        var target = Directory.CreateDirectory(Path.Combine(_copies, $"{++_builds}")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_artifacts, "bin", "Compressor.Handler", "debug")))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        return Path.Combine(target, "bootstrap");
    }
}
