using System.CommandLine;
using System.Runtime.InteropServices;
using Compressor.Cli.Local;
using Compressor.Cli.Objects.Run;
using Compressor.Cli.Objects.Upload;
using Compressor.Core.Keys;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Units;
using Spectre.Console;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor run</c>: the main job, end to end, on this machine. <c>make run</c> calls it.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var package = new Option<FileInfo>("--package")
        {
            Description = "The function's zip, as make package writes it.",
            Required = true,
            HelpName = "zip",
        };
        var input = new Option<DirectoryInfo>("--input")
        {
            Description = "A folder whose files are taken in place of generated ones.",
            HelpName = "folder",
        };
        var terraform = new Option<string>("--terraform")
        {
            Description = "The folder of the root module.",
            DefaultValueFactory = _ => "terraform",
            HelpName = "folder",
        };
        var folder = new Option<string>("--folder")
        {
            Description = "Where state, logs and generated files are kept.",
            DefaultValueFactory = _ => Path.Combine("artifacts", "run"),
            HelpName = "folder",
        };
        var concurrency = new Option<int?>("--concurrency")
        {
            Description = "Environments at most; two a core if left out.",
            HelpName = "n",
        };
        var delays = new Option<TimeSpan[]?>("--retry-delays")
        {
            Description = "How long to wait before each retry; 1s,2s if left out, where Lambda waits 1m,2m.",
            HelpName = "times",
            CustomParser = CommandOptions.DurationList,
        };
        var followLinks = new Option<bool>("--follow-links") { Description = "Follow symbolic links in the input folder." };
        package.AcceptExistingOnly();
        input.AcceptExistingOnly();

        var command = new Command("run", "Deploys to a local AWS, uploads files, compresses them, and checks every archive byte for byte.")
        {
            package, input, followLinks, terraform, folder, concurrency, delays,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // A terminal that is closed ends the run as Ctrl-C does, so that no child stays.
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            });
            var variables = new Dictionary<string, string?> { ["function_package"] = parsed.GetRequiredValue(package).FullName };
            var options = new LocalDeploymentOptions(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(terraform), variables)
            {
                Concurrency = parsed.GetValue(concurrency),
            };
            options = parsed.GetValue(delays) is { } given ? options with { RetryDelays = given } : options;
            return await RunAsync(options, parsed.GetValue(input), parsed.GetValue(followLinks), stop.Token);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        LocalDeploymentOptions options, DirectoryInfo? input, bool followLinks, CancellationToken cancellationToken)
    {
        // Messages of dead letters are long, and lines of a log must not break.
        var console = Terminal.Create(redirectedWidth: 1000);

        var progress = new ConsoleProgress(console);
        var generated = input is null ? await GenerateAsync(options, progress, cancellationToken) : [];
        await using var local = await LocalDeployment.StartAsync(options, progress, cancellationToken);
        var sources = input is null
            ? generated
            : Find(new SourceFiles([input.FullName], followLinks), new RunPlan(local.Deployment).Mapping);
        var report = await new LocalRun(local, progress).RunAsync(
            sources, source => input is null && source.Name == SampleFiles.DeliveredTwice, cancellationToken);
        RunSummary.Print(console, report);
        console.WriteLine($"The function's log: {Path.Combine(options.Folder, "function.log")}");
        return report.Problems.Count == 0 ? 0 : CommandRunner.Problems;
    }

    private static Task<IReadOnlyList<SourceFile>> GenerateAsync(
        LocalDeploymentOptions options, ConsoleProgress progress, CancellationToken cancellationToken)
    {
        var files = new SampleFiles(Path.Combine(options.Folder, "input"));
        return progress.RunAsync(
            $"generating {SampleFiles.Plan.Count} files, {Sizes.Format(SampleFiles.Plan.Sum(file => file.Size))}",
            detail => Task.Run(() => files.Write(detail, cancellationToken), cancellationToken));
    }

    private static List<SourceFile> Find(SourceFiles input, KeyMapping mapping)
    {
        var all = input.Enumerate().ToLookup(file => UploadPlan.IsWanted(file, mapping));
        foreach (var file in all[false])
        {
            Console.Error.WriteLine($"left out: {file.Path} does not end in '{mapping.SourceSuffix}', so nothing would compress it");
        }

        if (input.SkippedLinksLine is { } links)
        {
            Console.Error.WriteLine(links);
        }

        return all[true].Any()
            ? [.. all[true]]
            : throw new CommandException($"no file in the input folder ends in '{mapping.SourceSuffix}'");
    }
}
