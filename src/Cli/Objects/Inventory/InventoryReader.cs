using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Compressor.Core.Keys;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Objects.Inventory;

/// <summary>Reads an S3 Inventory: its manifest, and its files of gzipped CSV one after the other.</summary>
internal sealed class InventoryReader(IAmazonS3 s3)
{
    /// <summary>Reads a manifest.</summary>
    /// <param name="location">Such as <c>s3://bucket/path/manifest.json</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The bucket that the manifest lies in, and the manifest.</returns>
    /// <exception cref="CommandException">There is no such object, or it is not a manifest.</exception>
    public async Task<(string Bucket, InventoryManifest Manifest)> ReadManifestAsync(Uri location, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await s3.GetObjectAsync(
                location.Host, Uri.UnescapeDataString(location.AbsolutePath.TrimStart('/')), cancellationToken);
            using var text = new MemoryStream();
            await response.ResponseStream.CopyToAsync(text, cancellationToken);
            return (location.Host, InventoryManifest.Parse(text.GetBuffer().AsSpan(0, (int)text.Length)));
        }
        catch (AmazonS3Exception e)
        {
            throw new CommandException($"{location} cannot be read: {e.Message}");
        }
    }

    /// <summary>Returns every current object of the inventory, in no order. Delete markers and old versions are left out.</summary>
    /// <exception cref="CommandException">A line is not what the manifest says.</exception>
    public async IAsyncEnumerable<ListedObject> ReadAsync(
        string bucket, InventoryManifest manifest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var columns = manifest.Columns.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
        foreach (var file in manifest.Files)
        {
            using var response = await s3.GetObjectAsync(bucket, file, cancellationToken);
            await using var unzipped = new GZipStream(response.ResponseStream, CompressionMode.Decompress);
            using var lines = new StreamReader(unzipped);
            for (var number = 1; await lines.ReadLineAsync(cancellationToken) is { } line; number++)
            {
                if (Parse(line, columns, $"{file}, line {number}") is { } listed)
                {
                    yield return listed;
                }
            }
        }
    }

    /// <summary>Reads a line: every field is in quotation marks, and keys are URL-encoded.</summary>
    private static ListedObject? Parse(string line, Dictionary<string, int> columns, string place)
    {
        var fields = line.Trim() is ['"', .. var inner, '"'] ? inner.Split("\",\"") : [];
        if (fields.Length != columns.Count)
        {
            throw new CommandException($"{place}: {fields.Length} fields where the manifest names {columns.Count}");
        }

        string Field(string name) => columns.TryGetValue(name, out var index) ? fields[index] : "";
        if (Field("IsLatest") == "false" || Field("IsDeleteMarker") == "true")
        {
            return null;
        }

        return long.TryParse(Field("Size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && DateTimeOffset.TryParse(
                Field("LastModifiedDate"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var modified)
            ? new(ObjectKeyEncoding.Decode(Field("Key")), Field("ETag").Trim('"'), size, modified.ToUnixTimeSeconds())
            : throw new CommandException($"{place}: no size or no time");
    }
}
