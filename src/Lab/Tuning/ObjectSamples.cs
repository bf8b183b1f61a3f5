using Amazon.Runtime;
using Amazon.S3.Model;
using Compressor.Lab.Data;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Lab.Tuning;

/// <summary>The objects that a tuning run compresses: generated, files, or some of those in a bucket.</summary>
internal static class ObjectSamples
{
    private const int MaxObjects = 20;
    private const int MaxBytes = 256 * 1024 * 1024;
    private const long MaxTotalBytes = 1024L * 1024 * 1024;

    /// <summary>Returns an object of each data set, generated ones of a size, files as they are.</summary>
    /// <exception cref="CommandException">There is neither a data set nor a file of a name.</exception>
    public static IReadOnlyList<Sample> Create(IReadOnlyList<string> data, int size) =>
        [
            .. data.Select(name =>
                new Sample(DataSet.Find(name), DataSet.Named.Any(known => known.Name == name) ? size : (int)new FileInfo(name).Length))];

    /// <summary>
    /// Reads up to 20 objects under a prefix, evenly among the first thousand and about 1 GiB in all, so that their sizes and
    /// compressibility are those of the real ones.
    /// </summary>
    /// <param name="place">BUCKET or BUCKET/PREFIX.</param>
    /// <param name="connection">Where and as whom to read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandException">There are none, or they cannot be read.</exception>
    public static async Task<IReadOnlyList<Sample>> ReadAsync(string place, AwsConnection connection, CancellationToken cancellationToken)
    {
        var (bucket, prefix) = place.Split('/', 2) is [var name, var rest] ? (name, rest) : (place, "");
        try
        {
            using var s3 = connection.CreateS3();
            var listing = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix }, cancellationToken);
            var found = (listing.S3Objects ?? []).Where(known => known.Size is > 0 and <= MaxBytes).ToList();
            if (found.Count == 0)
            {
                throw new CommandException($"there is no object of 1 byte to 256 MiB under s3://{bucket}/{prefix}");
            }

            var samples = new List<Sample>();
            var count = (int)Math.Min(
                Math.Min(MaxObjects, found.Count), Math.Max(1, MaxTotalBytes / found.Average(known => known.Size!.Value)));
            foreach (var index in Enumerable.Range(0, count).Select(number => (int)((long)number * found.Count / count)))
            {
                using var response = await s3.GetObjectAsync(bucket, found[index].Key, cancellationToken);
                using var content = new MemoryStream();
                await response.ResponseStream.CopyToAsync(content, cancellationToken);
                var bytes = content.ToArray();
                samples.Add(new Sample(new DataSet(found[index].Key, _ => bytes), bytes.Length));
            }

            return samples;
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException or HttpRequestException)
        {
            throw new CommandException($"cannot read s3://{bucket}/{prefix}: {e.Message}");
        }
    }
}
