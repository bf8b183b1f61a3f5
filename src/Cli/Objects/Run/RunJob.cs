using Compressor.Cli.Local;
using Compressor.Cli.Objects.Upload;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Units;
using Spectre.Console;

namespace Compressor.Cli.Objects.Run;

/// <summary>
/// The main job on this machine: files, a local deployment, the run itself and its summary. Where the deployment is made for backfills,
/// the run is one.
/// </summary>
/// <param name="options">What to deploy, and where to keep things.</param>
/// <param name="input">The files to take, or null for generated ones.</param>
/// <param name="console">Shows progress and the summary.</param>
/// <param name="error">Takes a line for each file that is left out.</param>
internal sealed class RunJob(LocalDeploymentOptions options, SourceFiles? input, IAnsiConsole console, TextWriter error)
{
    private readonly ConsoleProgress _progress = new(console);

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 0 where all is as it must be.</returns>
    /// <exception cref="CommandException">The deployment did not start, or there is nothing to upload.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var generated = input is null ? await GenerateAsync(cancellationToken) : [];
        await using var local = await LocalDeployment.StartAsync(options, _progress, cancellationToken);
        var sources = input is null ? generated : Find(input, new RunPlan(local.Deployment));
        if (local.Deployment.BackfillRoleArn is not null)
        {
            var problems = await new BackfillRun(local, console, _progress).RunAsync(sources, cancellationToken);
            RunSummary.PrintVerdict(console, sources.Count, problems);
            return problems.Count == 0 ? 0 : CommandRunner.Problems;
        }

        var report = await new LocalRun(local, _progress).RunAsync(
            sources, source => input is null && source.Name == SampleFiles.DeliveredTwice, cancellationToken);
        RunSummary.Print(console, report);
        console.WriteLine($"The function's log: {Path.Combine(options.Folder, "function.log")}");
        return report.Problems.Count == 0 ? 0 : CommandRunner.Problems;
    }

    private Task<IReadOnlyList<SourceFile>> GenerateAsync(CancellationToken cancellationToken)
    {
        var files = new SampleFiles(Path.Combine(options.Folder, "input"));
        return _progress.RunAsync(
            $"generating {SampleFiles.Plan.Count} files, {Sizes.Format(SampleFiles.Plan.Sum(file => file.Size))}",
            detail => Task.Run(() => files.Write(detail, cancellationToken), cancellationToken));
    }

    private SourceFile[] Find(SourceFiles files, RunPlan plan)
    {
        UploadPlan.Prepare(files, plan.Mapping, error);
        return [.. files.Enumerate().Where(file => UploadPlan.IsWanted(file, plan.Mapping))];
    }
}
