using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Cli.Deployment;
using Compressor.Cli.Objects.Archives;

namespace Compressor.Cli.Objects.Run;

/// <summary>Reads archives back from the bucket.</summary>
internal sealed class ArchiveReader(IAmazonS3 s3, DeployedResources deployment)
{
    private const int Concurrency = 2;

    /// <summary>Compares every archive that must be there with its file, and looks for archives that must not be there.</summary>
    /// <param name="files">The run's files.</param>
    /// <param name="checkedOne">Called for each archive that was compared.</param>
    /// <param name="cancellationToken">Stops the comparison.</param>
    /// <returns>What is not as it must be; empty if all is well.</returns>
    public async Task<IReadOnlyList<string>> FindProblemsAsync(
        IReadOnlyList<RunFile> files, Action checkedOne, CancellationToken cancellationToken)
    {
        var wanted = files.Where(file => file.ArchiveKey is not null).ToDictionary(file => file.ArchiveKey!, StringComparer.Ordinal);
        List<string> problems = [];
        await Parallel.ForEachAsync(
            wanted.Values,
            new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
            async (file, token) =>
            {
                if (await FindDifferenceAsync(file, token) is { } difference)
                {
                    lock (problems)
                    {
                        problems.Add($"{file.Source.Name}: {difference}");
                    }
                }

                checkedOne();
            });

        var listing = s3.Paginators.ListObjectsV2(
            new ListObjectsV2Request { BucketName = deployment.BucketName, Prefix = deployment.ProcessedPrefix });
        await foreach (var stored in listing.S3Objects.WithCancellation(cancellationToken))
        {
            if (!wanted.ContainsKey(stored.Key))
            {
                problems.Add($"{stored.Key}: an archive that should not exist");
            }
        }

        return problems;
    }

    private async Task<string?> FindDifferenceAsync(RunFile file, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = File.OpenRead(file.Source.Path);
            return await ArchiveComparison.FindDifferenceAsync(
                s3, deployment.BucketName, file.ArchiveKey!, deployment.Format, source, file.Source.Name, cancellationToken);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return $"there is no archive {file.ArchiveKey}";
        }
    }
}
