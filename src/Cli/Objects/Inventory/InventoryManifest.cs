using System.Globalization;
using System.Text.Json;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Objects.Inventory;

/// <summary>What an S3 Inventory's <c>manifest.json</c> says of its files.</summary>
/// <param name="SourceBucket">The bucket that was listed.</param>
/// <param name="Columns">The fields of each line, in order.</param>
/// <param name="CreatedAt">When the listing began: later changes may be in it or not.</param>
/// <param name="Files">The keys of the files, in the manifest's own bucket.</param>
internal sealed record InventoryManifest(
    string SourceBucket, IReadOnlyList<string> Columns, DateTimeOffset CreatedAt, IReadOnlyList<string> Files)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The fields without which nothing can be compared.</summary>
    private static readonly string[] Needed = ["Key", "Size", "LastModifiedDate", "ETag"];

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="CommandException">It is not a manifest of a CSV inventory with the fields that are needed.</exception>
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

        if (format != "CSV")
        {
            throw new CommandException($"the inventory is of {format} files; only CSV is read");
        }

        var columns = schema.Split(',', StringSplitOptions.TrimEntries);
        var missing = Needed.Except(columns).ToList();
        return missing.Count == 0
            ? new(bucket, columns, DateTimeOffset.FromUnixTimeMilliseconds(created), [.. files.Select(file => file.Key)])
            : throw new CommandException($"the inventory has no {string.Join(", ", missing)}: add the fields to its configuration");
    }

    private sealed record Document(
        string? SourceBucket, string? FileFormat, string? FileSchema, string? CreationTimestamp, IReadOnlyList<FileEntry>? Files);

    private sealed record FileEntry(string Key);
}
