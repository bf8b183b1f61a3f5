using System.CommandLine;
using Compressor.Cli.Deployment.Releases;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Commands;

/// <summary>
/// <c>compressor release</c>: which version of the function receives events. For <c>make promote</c> and <c>make rollback</c>.
/// </summary>
internal static class ReleaseCommand
{
    private const int DefaultKept = 5;
    private const string Problems = "Lambda cannot be reached, or refused";

    private const string Examples = """
          make deploy CANARY_PERCENT=10
              Publishes a version that gets a tenth of the events.
          compressor release show
              Version 7 is live, and version 8 gets 10 % of the events.
          compressor release promote
              Version 8 is live.
          compressor release rollback
              Version 7 is live. Without a canary, the version before the live one becomes live.

        It changes the alias `live` through Lambda's API, without a build and without Terraform's lock. It needs lambda:GetAlias,
        lambda:UpdateAlias and lambda:ListVersionsByFunction; prune also needs lambda:DeleteFunction.
        """;

    public static Command Create()
    {
        var keep = CommandOptions.Create("--keep", "How many of the newest versions to keep.", "n", DefaultKept)
            .Refuse(count => count < 1, "must be 1 or more");
        var prune = Subcommand(
            "prune",
            "Deletes published versions that receive no events, except the newest ones. Each version pins the subnets it was made with.",
            (job, parsed, cancellationToken) => job.PruneAsync(parsed.GetValue(keep), cancellationToken));
        prune.Add(keep);
        var command = new Command("release", "Shows, completes or undoes a release: which version of the function receives events.")
        {
            Subcommand("show", "Shows which versions receive events.", (job, _, cancellationToken) => job.ShowAsync(cancellationToken)),
            Subcommand(
                "promote",
                "Gives all events to the version that now has a share of them.",
                (job, _, cancellationToken) => job.PromoteAsync(cancellationToken)),
            Subcommand(
                "rollback",
                "Takes the share back, or returns to the previous version if no version has one.",
                (job, _, cancellationToken) => job.RollBackAsync(cancellationToken)),
            prune,
        };
        CommandHelp.Add(command, Problems, Examples);
        return command;
    }

    private static Command Subcommand(string name, string description, Func<ReleaseJob, ParseResult, CancellationToken, Task> run)
    {
        var deployed = new DeployedOptions();
        var command = new Command(name, description);
        deployed.AddTo(command);
        CommandHelp.Add(command, Problems);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (deployment, connection) = await deployed.ReadAsync(parsed, cancellationToken);
            using var releases = new FunctionReleases(connection, deployment.FunctionName);
            await run(new(releases, Console.Out), parsed, cancellationToken);
        });
        return command;
    }
}
