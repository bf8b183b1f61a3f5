using System.CommandLine;
using Compressor.Cli.Deployment;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Commands;

/// <summary>
/// <c>compressor holds-data</c>: whether the deployment's bucket has objects. For <c>make destroy</c>; exit 0 empty, 1 not empty, 3 more
/// than asked about.
/// </summary>
internal static class HoldsDataCommand
{
    private const int TooMany = 3;

    public static Command Create()
    {
        var deployed = new DeployedOptions();
        var limit = CommandOptions.Create("--at-most", "How many objects and versions to count at most.", "n", 1);
        var command = new Command("holds-data", "Checks whether the deployment's bucket holds data.") { limit };
        deployed.AddTo(command);
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var (deployment, connection) = await deployed.ReadAsync(parsed, cancellationToken);
                using var s3 = connection.CreateS3();
                var max = parsed.GetValue(limit);
                var progress = RunProgress.ForTerminal(Terminal.Create(parsed, error: true));
                var count = await progress.RunAsync(
                    "counting the bucket's objects", _ => BucketContents.CountAsync(s3, deployment.BucketName, max, cancellationToken));
                return count == 0 ? 0 : count > max ? TooMany : CommandRunner.Problems;
            }
            catch (NothingDeployedException)
            {
                Console.WriteLine("Nothing is deployed.");
                return 0;
            }
        });
        return command;
    }
}
