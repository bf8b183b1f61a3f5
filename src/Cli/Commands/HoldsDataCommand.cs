using System.CommandLine;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Cli.Deployment;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Commands;

/// <summary>
/// <c>compressor holds-data</c>: whether the deployment's bucket has objects. For <c>make destroy</c>; exit 0 empty, 1 not empty, 3 more
/// than asked about.
/// </summary>
internal static class HoldsDataCommand
{
    private const int TooMany = 3;
    private const int PageSize = 1000;

    public static Command Create()
    {
        var deployed = new DeployedOptions();
        var most = new Option<int>("--at-most")
        {
            Description = "Up to how many objects and versions to count.",
            DefaultValueFactory = _ => 1,
            HelpName = "n",
        };
        var command = new Command("holds-data", "Tells whether the deployment's bucket holds data.") { most };
        deployed.AddTo(command);
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var (deployment, connection) = await deployed.ReadAsync(parsed, cancellationToken);
                var atMost = parsed.GetValue(most);
                var count = await CountAsync(connection, deployment.BucketName, atMost, cancellationToken);
                return count == 0 ? 0 : count > atMost ? TooMany : CommandRunner.Problems;
            }
            catch (NothingDeployedException)
            {
                Console.WriteLine("Nothing is deployed.");
                return 0;
            }
        });
        return command;
    }

    /// <summary>
    /// Counts objects, versions and delete markers, so that what only looks deleted counts too; stops once there are more than
    /// <paramref name="most"/>.
    /// </summary>
    private static async Task<int> CountAsync(AwsConnection connection, string bucket, int most, CancellationToken cancellationToken)
    {
        using var s3 = connection.CreateS3();
        var request = new ListVersionsRequest { BucketName = bucket, MaxKeys = Math.Clamp(most + 1, 1, PageSize) };
        var count = 0;
        try
        {
            while (true)
            {
                var page = await s3.ListVersionsAsync(request, cancellationToken);
                count += page.Versions?.Count ?? 0;
                if (count > most || page.IsTruncated != true)
                {
                    return count;
                }

                (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
            }
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchBucket")
        {
            return 0;
        }
        catch (Exception e) when (S3Failure.Describe(e, bucket) is { } failure)
        {
            throw new CommandException($"cannot tell whether the bucket holds data: {failure.Message}");
        }
    }
}
