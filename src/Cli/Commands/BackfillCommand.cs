using System.CommandLine;
using Compressor.Cli.Objects.Backfill;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using Spectre.Console;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor backfill</c>: archives for what was in the bucket before, made by a job of S3 Batch Operations.</summary>
internal static class BackfillCommand
{
    private const string Examples = """
          compressor backfill
              Finds the sources without an archive, says how many there are and what the job costs, asks, and runs it.
          compressor backfill --prefix incoming/2024/ --limit 100000 --yes
              The first 100,000 of a part of the bucket. The same command again continues with the rest.
          compressor backfill --from-inventory s3://reports/path/manifest.json --detach --yes
              Reads an S3 Inventory in place of listing the bucket, begins, and does not wait.
          compressor backfill status JOB
              The job's progress; when it is over, what failed, and where the report is.
        """;

    public static Command Create()
    {
        var (options, deployed) = (new BackfillOptions(), new DeployedOptions());
        var command = new Command(
            "backfill", "Compresses what was in the bucket before, with a job of S3 Batch Operations that invokes the function.")
        {
            CreateStatus(),
            CreateCancel(),
        };
        options.AddTo(command);
        deployed.AddTo(command);
        CommandHelp.Add(command, "an object could not be compressed, or the job failed", Examples);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (deployment, connection) = await deployed.ReadAsync(parsed, cancellationToken);
            var console = Terminal.Create(parsed);
            var job = new BackfillJob(deployment, connection, options.Read(parsed), console, () => options.MayBegin(parsed, console));
            return await job.RunAsync(new ConsoleProgress(Terminal.Create(parsed, error: true)), cancellationToken);
        });
        return command;
    }

    private static Command CreateStatus()
    {
        var (id, deployed) = (CreateJobArgument(), new DeployedOptions());
        var command = new Command("status", "Shows a job's progress and, when it is over, what failed.") { id };
        deployed.AddTo(command);
        CommandHelp.Add(command, "the job is over, and an object could not be compressed or the job failed");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (deployment, connection) = await deployed.ReadAsync(parsed, cancellationToken);
            using var s3 = connection.CreateS3();
            using var api = new S3ControlApi(connection, deployment.AccountId);
            var state = await api.DescribeJobAsync(parsed.GetRequiredValue(id), cancellationToken);
            return await new JobWatch(api, s3, Terminal.Create(parsed)).PrintAsync(state, cancellationToken);
        });
        return command;
    }

    private static Command CreateCancel()
    {
        var (id, deployed) = (CreateJobArgument(), new DeployedOptions());
        var command = new Command("cancel", "Stops a job. What it has compressed stays; another backfill continues with the rest.") { id };
        deployed.AddTo(command);
        CommandHelp.Add(command, "not used");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (deployment, connection) = await deployed.ReadAsync(parsed, cancellationToken);
            using var api = new S3ControlApi(connection, deployment.AccountId);
            await api.CancelJobAsync(parsed.GetRequiredValue(id), cancellationToken);
            Terminal.Create(parsed).WriteLine("The job is being cancelled.");
            return 0;
        });
        return command;
    }

    private static Argument<string> CreateJobArgument() => new("job") { Description = "The job, as `compressor backfill` named it." };
}

/// <summary>The options of <c>compressor backfill</c>.</summary>
internal sealed class BackfillOptions
{
    /// <summary>Lambda keeps events for 6 hours.</summary>
    private static readonly TimeSpan EventAge = TimeSpan.FromHours(7);

    private readonly Option<string> _prefix = CommandOptions.Create("--prefix", "Only keys that begin with this.", "prefix", "");
    private readonly Option<Uri?> _inventory = VerifyOptions.CreateInventory();
    private readonly Option<TimeSpan?> _olderThan = new("--older-than")
    {
        Description = "Skip younger sources, whose own events may still be on their way. Default: 7h.",
        HelpName = "time",
        CustomParser = CommandOptions.Duration,
    };

    private readonly Option<long?> _limit = CommandOptions.Create<long?>("--limit", "The maximum number of objects.", "n")
        .Refuse(limit => limit < 1, "must be 1 or more");

    private readonly Option<string?> _role = CommandOptions.Create<string?>(
        "--role", "ARN of the role that S3 Batch Operations assumes. Default: the one that Terraform made, with backfill = true.", "arn");

    private readonly Option<int> _priority = CommandOptions.Create(
        "--priority", "The job's place among the account's jobs, higher first; it makes none faster.", "n", BatchJob.DefaultPriority)
        .Refuse(priority => priority < 0, "must be 0 or more");

    private readonly Option<bool> _detach = new("--detach") { Description = "Do not wait until the job ends." };
    private readonly Option<bool> _yes = new("--yes") { Description = "Begin without asking." };

    public void AddTo(Command command) => command.Add(_prefix, _inventory, _olderThan, _limit, _role, _priority, _detach, _yes);

    public BackfillRequest Read(ParseResult parsed) => new(parsed.GetValue(_olderThan) ?? EventAge)
    {
        Prefix = parsed.GetRequiredValue(_prefix),
        Inventory = parsed.GetValue(_inventory),
        Limit = parsed.GetValue(_limit) ?? long.MaxValue,
        RoleArn = parsed.GetValue(_role),
        Priority = parsed.GetValue(_priority),
        Detach = parsed.GetValue(_detach),
    };

    /// <summary>Asks, unless <c>--yes</c> was given.</summary>
    /// <exception cref="CommandException">Nobody can be asked.</exception>
    public bool MayBegin(ParseResult parsed, IAnsiConsole console) => parsed.GetValue(_yes)
        || (Console.IsInputRedirected || Console.IsOutputRedirected
            ? throw new CommandException("there is no terminal to ask at: --yes begins without asking")
            : console.Prompt(new ConfirmationPrompt("Begin?") { DefaultValue = false }));
}
