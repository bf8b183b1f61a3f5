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

    private const string Examples = """
          make deploy CANARY_PERCENT=10
              Publishes a version that gets a tenth of the events.
          compressor release show
              Version 7 is live, and version 8 gets 10 % of the events.
          compressor release promote
              Version 8 is live.
          compressor release rollback
              Version 7 is live. Without a canary it goes back to the version before the one that is live.

        It changes the alias `live` by Lambda's API, and needs neither a build nor Terraform's lock: lambda:GetAlias, lambda:UpdateAlias
        and lambda:ListVersionsByFunction; prune needs lambda:DeleteFunction.
        """;

    public static Command Create()
    {
        var keep = CommandOptions.Create("--keep", "How many of the newest versions to keep.", "n", DefaultKept)
            .Refuse(count => count < 1, "must be 1 or more");
        var prune = Subcommand(
            "prune",
            "Deletes published versions that receive no events, but the newest ones. Each pins the subnets that it was published with.",
            (job, parsed, cancellationToken) => job.PruneAsync(parsed.GetValue(keep), cancellationToken));
        prune.Add(keep);
        var command = new Command("release", "Shows, finishes or takes back a release: which version of the function receives events.")
        {
            Subcommand("show", "Says which versions receive events.", (job, _, cancellationToken) => job.ShowAsync(cancellationToken)),
            Subcommand(
                "promote",
                "Gives all events to the version that has a share of them.",
                (job, _, cancellationToken) => job.PromoteAsync(cancellationToken)),
            Subcommand(
                "rollback",
                "Takes its share from the version that has one, or goes back to the version before.",
                (job, _, cancellationToken) => job.RollBackAsync(cancellationToken)),
            prune,
        };
        CommandHelp.Add(command, "Lambda cannot be reached, or refused", Examples);
        return command;
    }

    private static Command Subcommand(string name, string description, Func<ReleaseJob, ParseResult, CancellationToken, Task> run)
    {
        var deployed = new DeployedOptions();
        var command = new Command(name, description);
        deployed.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (deployment, connection) = await deployed.ReadAsync(parsed, cancellationToken);
            using var releases = new FunctionReleases(connection, deployment.FunctionName);
            await run(new(releases, Console.Out), parsed, cancellationToken);
        });
        return command;
    }
}
