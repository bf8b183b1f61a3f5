using System.IO.Compression;
using System.Text;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Cli.Tests.Objects.Verify;

/// <summary>An S3 Inventory of <c>a-bucket</c>, as S3 writes it.</summary>
internal static class WrittenInventory
{
    private const string Schema = "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag";

    /// <summary>Writes the manifest and one file.</summary>
    /// <param name="reports">The bucket to write to, named <c>reports</c>.</param>
    /// <param name="lines">The file, as CSV in the order of the schema.</param>
    /// <param name="createdAt">When the inventory was begun.</param>
    /// <returns>The manifest's URL.</returns>
    public static Uri Put(Bucket reports, string lines, DateTimeOffset createdAt)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(lines));
        }

        reports.Put("data/1.csv.gz", zipped.ToArray());
        reports.Put("path/manifest.json", Encoding.UTF8.GetBytes(
            $$"""
            {"sourceBucket":"a-bucket","destinationBucket":"arn:aws:s3:::reports","version":"2016-11-30",
            "creationTimestamp":"{{createdAt.ToUnixTimeMilliseconds()}}",
            "fileFormat":"CSV","fileSchema":"{{Schema}}","files":[{"key":"data/1.csv.gz","size":1,"MD5checksum":"m"}]}
            """));
        return new("s3://reports/path/manifest.json");
    }

    /// <summary>Writes one of all that a bucket has now.</summary>
    public static Uri Put(Bucket reports, Bucket of) => Put(
        reports,
        string.Join('\n', of.Keys.Select(of.Find).Select(found => string.Join(
            ',',
            [
                "\"a-bucket\"",
                $"\"{Uri.EscapeDataString(found!.Key)}\"",
                "\"\",\"true\",\"false\"",
                $"\"{found.Content.Length}\"",
                $"\"{found.LastModified:yyyy-MM-ddTHH:mm:ss.fffZ}\"",
                $"\"{found.ETag}\"",
            ]))),
        DateTimeOffset.UtcNow.AddMinutes(1));
}
