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
    public static Command Create()
    {
        var options = new RunOptions();
        var command = new Command("run", "Deploys to a local AWS, uploads files, compresses them, and checks every archive byte for byte.");
        options.AddTo(command);
        CommandHelp.Add(command, "a file did not have the outcome that it must have");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // A terminal that is closed ends the run as Ctrl-C does, so that no child stays.
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            });
            var console = Terminal.Create(parsed);
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
        Create<DirectoryInfo>("--input", "A folder with files to use instead of generated ones.", "folder");
    private readonly Option<bool> _followLinks =
        CommonOptions.FollowLinks("Follow symbolic links in the input folder. Without this option they are left out.");
    private readonly Option<string> _terraform = CommonOptions.Terraform();
    private readonly Option<string> _folder = CommonOptions.RunFolder("Where state, logs and generated files are kept.");
    private readonly Option<int?> _concurrency = Create<int?>(
        "--concurrency", "The maximum number of environments. Default: two per core.", "n");
    private readonly Option<TimeSpan[]?> _retryDelays =
        CommonOptions.RetryDelays("How long to wait before each retry. Default: 1s,2s; Lambda waits 1m,2m.");

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
