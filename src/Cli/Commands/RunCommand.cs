using System.CommandLine;
using System.Runtime.InteropServices;
using Compressor.Cli.Local;
using Compressor.Cli.Objects.Run;
using Compressor.Cli.Objects.Upload;
using Compressor.Toolkit.CommandLine;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor run</c>: the main job, end to end, on this machine. <c>make run</c> calls it.</summary>
internal static class RunCommand
{
    /// <summary>Messages of dead letters are long, and lines of a log must not break.</summary>
    private const int RedirectedWidth = 1000;

    public static Command Create()
    {
        var options = new RunOptions();
        var command = new Command("run", "Deploys to a local AWS, uploads files, compresses them, and checks every archive byte for byte.");
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // A terminal that is closed ends the run as Ctrl-C does, so that no child stays.
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            });
            var console = Terminal.Create(redirectedWidth: RedirectedWidth);
            return await new RunJob(options.ReadDeployment(parsed), options.ReadInput(parsed), console, Console.Error).RunAsync(stop.Token);
        });
        return command;
    }
}

/// <summary>The options of <c>compressor run</c>.</summary>
internal sealed class RunOptions
{
    private readonly Option<FileInfo> _package = new Option<FileInfo>("--package")
    {
        Description = "The function's zip, as make package writes it.",
        Required = true,
        HelpName = "zip",
    }.AcceptExistingOnly();
    private readonly Option<DirectoryInfo> _input =
        Create<DirectoryInfo>("--input", "A folder whose files are taken in place of generated ones.", "folder");
    private readonly Option<bool> _followLinks =
        CommonOptions.FollowLinks("Follow symbolic links in the input folder; without it they are left out.");
    private readonly Option<string> _terraform = CommonOptions.Terraform();
    private readonly Option<string> _folder = CommonOptions.RunFolder("Where state, logs and generated files are kept.");
    private readonly Option<int?> _concurrency = Create<int?>("--concurrency", "Environments at most; two a core if left out.", "n");
    private readonly Option<TimeSpan[]?> _retryDelays =
        CommonOptions.RetryDelays("How long to wait before each retry; 1s,2s if left out, where Lambda waits 1m,2m.");

    public RunOptions() => _input.AcceptExistingOnly();

    public void AddTo(Command command) =>
        command.Add(_package, _input, _followLinks, _terraform, _folder, _concurrency, _retryDelays);

    /// <summary>Returns what to deploy.</summary>
    public LocalDeploymentOptions ReadDeployment(ParseResult parsed)
    {
        var variables = new Dictionary<string, string?> { ["function_package"] = parsed.GetRequiredValue(_package).FullName };
        return new(parsed.GetRequiredValue(_folder), parsed.GetRequiredValue(_terraform), variables)
        {
            AdjustLambda = lambda => lambda with
            {
                Concurrency = parsed.GetValue(_concurrency),
                RetryDelays = parsed.GetValue(_retryDelays) ?? lambda.RetryDelays,
            },
        };
    }

    /// <summary>Returns the files to take, or null for generated ones.</summary>
    public SourceFiles? ReadInput(ParseResult parsed) =>
        parsed.GetValue(_input) is { } folder ? new SourceFiles([folder.FullName], parsed.GetValue(_followLinks)) : null;
}
