using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Objects.Inventory;

/// <summary>Reads an S3 Inventory: its manifest, and its files one after the other.</summary>
internal sealed class InventoryReader(IAmazonS3 s3)
{
    /// <summary>Reads a manifest.</summary>
    /// <param name="location">Such as <c>s3://bucket/path/manifest.json</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The bucket that the manifest lies in, and the manifest.</returns>
    /// <exception cref="CommandException">There is no such object, or it is not a manifest.</exception>
    public async Task<(string Bucket, InventoryManifest Manifest)> ReadManifestAsync(Uri location, CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(
            location.Host, Uri.UnescapeDataString(location.AbsolutePath.TrimStart('/')), cancellationToken);
        using var text = new MemoryStream();
        await response.ResponseStream.CopyToAsync(text, cancellationToken);
        return (location.Host, InventoryManifest.Parse(text.GetBuffer().AsSpan(0, (int)text.Length)));
    }

    /// <summary>Returns every current object of the inventory, in no order. Delete markers and old versions are left out.</summary>
    /// <exception cref="CommandException">A file cannot be read, or is not what the manifest says.</exception>
    public async IAsyncEnumerable<ListedObject> ReadAsync(
        string bucket, InventoryManifest manifest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in manifest.Files)
        {
            using var response = await OpenAsync(bucket, file, cancellationToken);
            var objects = manifest.Format == InventoryFormat.Parquet
                ? ParquetInventory.ReadAsync(response.ResponseStream, file, cancellationToken)
                : CsvInventory.ReadAsync(response.ResponseStream, file, manifest.Columns, cancellationToken);
            await foreach (var listed in objects)
            {
                yield return listed;
            }
        }
    }

    private async Task<GetObjectResponse> OpenAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await s3.GetObjectAsync(bucket, key, cancellationToken);
        }
        catch (AmazonS3Exception e)
        {
            throw new CommandException($"s3://{bucket}/{key} cannot be read: {e.Message}");
        }
    }
}
