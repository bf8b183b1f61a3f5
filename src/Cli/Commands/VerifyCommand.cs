using System.CommandLine;
using Compressor.Cli.Objects.Verify;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Commands;

/// <summary>
/// <c>compressor verify</c>: whether every source has its archive; with <c>--requeue</c>, events again for those that have none.
/// </summary>
internal static class VerifyCommand
{
    private const string Examples = """
          compressor verify
              Compares every object under the incoming prefix with its archive's metadata; a line for each problem.
          compressor verify --deep
              Downloads and inflates every archive, and compares it with its source byte for byte.
          compressor verify --requeue --older-than 7h
              Once a day: an event again for each source whose own can no longer be on its way (Lambda keeps events for 6 hours).
        """;

    public static Command Create()
    {
        var (options, deployed) = (new VerifyOptions(), new DeployedOptions());
        var command = new Command("verify", "Compares every source with its archive.");
        options.AddTo(command);
        deployed.AddTo(command);
        CommandHelp.Add(command, "there are problems", Examples);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (deployment, connection) = await deployed.ReadAsync(parsed, cancellationToken);
            var job = new VerifyJob(deployment, connection, options.Read(parsed), Console.Out, Console.Error);
            return await job.RunAsync(new ConsoleProgress(Terminal.Create(parsed, error: true)), cancellationToken);
        });
        return command;
    }
}

/// <summary>The options of <c>compressor verify</c>.</summary>
internal sealed class VerifyOptions
{
    private static readonly TimeSpan RequeueAge = TimeSpan.FromHours(7);

    private readonly Option<bool> _deep = new("--deep") { Description = "Download and compare every byte." };
    private readonly Option<bool> _requeue = new("--requeue")
    {
        Description = "Invoke the function for each source that has no archive, or one of another upload.",
    };
    private readonly Option<TimeSpan?> _olderThan = new("--older-than")
    {
        Description = "Skip younger sources, whose events may still be on their way. Default: 7h with --requeue, otherwise 0s.",
        HelpName = "time",
        CustomParser = CommandOptions.Duration,
    };

    public void AddTo(Command command) => command.Add(_deep, _requeue, _olderThan);

    public VerifyRequest Read(ParseResult parsed)
    {
        var requeue = parsed.GetValue(_requeue);
        return new(parsed.GetValue(_deep), requeue, parsed.GetValue(_olderThan) ?? (requeue ? RequeueAge : TimeSpan.Zero));
    }
}
