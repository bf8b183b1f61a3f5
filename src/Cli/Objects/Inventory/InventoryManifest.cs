using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Objects.Inventory;

/// <summary>The formats of S3 Inventory that are read.</summary>
internal enum InventoryFormat
{
    /// <summary>CSV, compressed with gzip.</summary>
    Csv,

    /// <summary>Apache Parquet, compressed inside.</summary>
    Parquet,
}

/// <summary>What an S3 Inventory's <c>manifest.json</c> says of its files.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html</remarks>
/// <param name="SourceBucket">The bucket that was listed.</param>
/// <param name="Format">The files' format.</param>
/// <param name="Columns">The fields of each object, in order, as the files name them.</param>
/// <param name="CreatedAt">When the listing began: later changes may be in it or not.</param>
/// <param name="Files">The keys of the files, in the manifest's own bucket.</param>
internal sealed partial record InventoryManifest(
    string SourceBucket, InventoryFormat Format, IReadOnlyList<string> Columns, DateTimeOffset CreatedAt, IReadOnlyList<string> Files)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The fields without which nothing can be compared, as the inventory's configuration and Parquet name them.</summary>
    private static readonly (string Field, string InParquet)[] Needed =
        [("Key", "key"), ("Size", "size"), ("LastModifiedDate", "last_modified_date"), ("ETag", "e_tag")];

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="CommandException">It is none of CSV or Parquet with the fields that are needed.</exception>
    public static InventoryManifest Parse(ReadOnlySpan<byte> json)
    {
        Document? read;
        try
        {
            read = JsonSerializer.Deserialize<Document>(json, Web);
        }
        catch (JsonException e)
        {
            throw new CommandException($"the manifest is not JSON: {e.Message}");
        }

        if (read is not { SourceBucket: { } bucket, FileFormat: { } format, FileSchema: { } schema, Files: { } files }
            || !long.TryParse(read.CreationTimestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var created))
        {
            throw new CommandException("the manifest is not one of S3 Inventory: it lacks sourceBucket, fileFormat, fileSchema or files");
        }

        if (!Enum.TryParse<InventoryFormat>(format, ignoreCase: true, out var known))
        {
            throw new CommandException($"the inventory is of {format} files; only CSV and Parquet are read");
        }

        var isParquet = known == InventoryFormat.Parquet;
        string[] columns = isParquet
            ? [.. ParquetField().Matches(schema).Select(field => field.Groups["name"].Value)]
            : schema.Split(',', StringSplitOptions.TrimEntries);
        var missing = Needed.Where(each => !columns.Contains(isParquet ? each.InParquet : each.Field)).Select(each => each.Field).ToList();
        return missing.Count == 0
            ? new(bucket, known, columns, DateTimeOffset.FromUnixTimeMilliseconds(created), [.. files.Select(file => file.Key)])
            : throw new CommandException($"the inventory has no {string.Join(", ", missing)}: add the fields to its configuration");
    }

    /// <summary>A field in the schema of Parquet, such as <c>optional int64 last_modified_date (TIMESTAMP(MILLIS,true));</c>.</summary>
    [GeneratedRegex(@"\b(required|optional)\s+\w+\s+(?<name>\w+)")]
    private static partial Regex ParquetField();

    private sealed record Document(
        string? SourceBucket, string? FileFormat, string? FileSchema, string? CreationTimestamp, IReadOnlyList<FileEntry>? Files);

    private sealed record FileEntry(string Key);
}
