using System.CommandLine;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Cli.Aws;
using Compressor.Cli.Terraform;
using Compressor.Cli.Upload;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor holds-data</c>: whether the deployment's bucket has objects. For <c>make destroy</c>; exit 0 empty, 1 not empty.</summary>
internal static class HoldsDataCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--terraform") { Description = "The folder of the root module.", DefaultValueFactory = _ => "terraform", HelpName = "folder" };
        var command = new Command("holds-data", "Tells whether the deployment's bucket holds data.") { folder };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Deployment deployment;
            try
            {
                deployment = await Deployment.ReadAsync(new TerraformModule(parsed.GetRequiredValue(folder)), cancellationToken);
            }
            catch (NothingDeployedException)
            {
                Console.WriteLine("Nothing is deployed.");
                return 0;
            }

            return await HoldsDataAsync(deployment, cancellationToken) ? CommandRunner.Problems : 0;
        });
        return command;
    }

    private static async Task<bool> HoldsDataAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        using var s3 = new AwsConnection(Region: deployment.Region).CreateS3();
        try
        {
            // Versions, so that what only looks deleted counts too.
            var listing = await s3.ListVersionsAsync(new ListVersionsRequest { BucketName = deployment.BucketName, MaxKeys = 1 }, cancellationToken);
            return listing.Versions is { Count: > 0 };
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchBucket")
        {
            return false;
        }
        catch (Exception e) when (UploadFailure.Describe(e, deployment.BucketName) is { } failure)
        {
            throw new UsageException($"cannot tell whether the bucket holds data: {failure.Message}");
        }
    }
}
