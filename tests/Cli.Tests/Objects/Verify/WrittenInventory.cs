using System.IO.Compression;
using System.Text;
using Compressor.LoopbackS3.Storage;
using Compressor.Testing;
using DuckDB.NET.Data;
using Parquet;
using Parquet.Schema;

namespace Compressor.Cli.Tests.Objects.Verify;

/// <summary>An object as an inventory has it.</summary>
internal sealed record InventoryRow(string Key, string ETag, long? Size, DateTimeOffset LastModified)
{
    public string VersionId { get; init; } = "";

    public bool IsLatest { get; init; } = true;

    public bool IsDeleteMarker { get; init; }

    public static InventoryRow From(StoredObject stored) => new(stored.Key, stored.ETag, stored.Content.Length, stored.LastModified);
}

/// <summary>
/// An S3 Inventory of <c>a-bucket</c> with all versions, as S3 writes it:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
/// </summary>
internal static class WrittenInventory
{
    public const string Csv = "CSV";

    /// <summary>Written by DuckDB, whose columns may all be null and have times without a zone.</summary>
    public const string ParquetFile = "Parquet";

    /// <summary>With exactly the columns that S3 declares, in two row groups.</summary>
    public const string ParquetOfS3 = "Parquet of S3";

    private const string CsvColumns = "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag";
    private const string ParquetColumns =
        "message s3.inventory {  required binary bucket (STRING);  required binary key (STRING);  optional binary version_id (STRING);  "
        + "optional boolean is_latest;  optional boolean is_delete_marker;  optional int64 size;  "
        + "optional int64 last_modified_date (TIMESTAMP(MILLIS,true));  optional binary e_tag (STRING);}";

    private static readonly Uri Manifest = new("s3://reports/path/manifest.json");

    public static TheoryData<string> Formats => [Csv, ParquetFile, ParquetOfS3];

    /// <summary>Writes manifest and file. Returns the manifest's URL.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="rows">What is in it.</param>
    /// <param name="createdAt">When the inventory was begun.</param>
    /// <param name="put">Puts an object into the bucket <c>reports</c>.</param>
    public static async Task<Uri> PutAsync(
        string format, IReadOnlyList<InventoryRow> rows, DateTimeOffset createdAt, Func<string, byte[], Task> put)
    {
        var (name, file) = ($"data/1{(format == Csv ? ".csv.gz" : ".parquet")}", await WriteAsync(format, rows));
        await put(name, file);
        await put(Manifest.AbsolutePath.TrimStart('/'), Encoding.UTF8.GetBytes(
            $$"""
            {"sourceBucket":"a-bucket","destinationBucket":"arn:aws:s3:::reports","version":"2016-11-30",
            "creationTimestamp":"{{createdAt.ToUnixTimeMilliseconds()}}","fileFormat":"{{format.Split(' ')[0]}}",
            "fileSchema":"{{(format == Csv ? CsvColumns : ParquetColumns)}}",
            "files":[{"key":"{{name}}","size":{{file.Length}},"MD5checksum":"m"}]}
            """));
        return Manifest;
    }

    /// <summary>The file alone.</summary>
    public static Task<byte[]> WriteAsync(string format, IReadOnlyList<InventoryRow> rows) => format switch
    {
        Csv => Task.FromResult(Gzip(string.Join('\n', rows.Select(Line)))),
        ParquetFile => Task.FromResult(WriteByDuckDB(rows)),
        _ => WriteAsS3DeclaresAsync(rows),
    };

    public static byte[] Gzip(string lines)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(lines));
        }

        return zipped.ToArray();
    }

    private static string Line(InventoryRow row)
    {
        string[] fields =
        [
            "a-bucket", Uri.EscapeDataString(row.Key), row.VersionId, $"{row.IsLatest}".ToLowerInvariant(),
            $"{row.IsDeleteMarker}".ToLowerInvariant(), $"{row.Size}", $"{row.LastModified.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}", row.ETag,
        ];
        return string.Join(',', fields.Select(field => $"\"{field}\""));
    }

    private static byte[] WriteByDuckDB(IReadOnlyList<InventoryRow> rows)
    {
        using var folder = new TemporaryFolder();
        using var database = new DuckDBConnection("DataSource=:memory:");
        database.Open();
        var path = Path.Combine(folder.Path, "inventory.parquet");
        var values = rows.Select(row =>
            $"('a-bucket', {Text(row.Key)}, {Text(row.VersionId)}, {row.IsLatest}, {row.IsDeleteMarker}, {row.Size?.ToString() ?? "NULL"}, "
            + $"'{row.LastModified.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}', {Text(row.ETag)})");
        using var command = database.CreateCommand();
        command.CommandText =
            $"""
            CREATE TABLE inventory (bucket VARCHAR, key VARCHAR, version_id VARCHAR, is_latest BOOLEAN, is_delete_marker BOOLEAN,
                size BIGINT, last_modified_date TIMESTAMP_MS, e_tag VARCHAR);
            INSERT INTO inventory VALUES {string.Join(',', values)};
            COPY inventory TO {Text(path)} (FORMAT parquet, COMPRESSION snappy);
            """;
        command.ExecuteNonQuery();
        return File.ReadAllBytes(path);

        static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    private static async Task<byte[]> WriteAsS3DeclaresAsync(IReadOnlyList<InventoryRow> rows)
    {
        var (bucket, key) = (new DataField<string>("bucket", false), new DataField<string>("key", false));
        var (version, tag) = (new DataField<string>("version_id", true), new DataField<string>("e_tag", true));
        var (latest, marker) = (new DataField<bool>("is_latest", true), new DataField<bool>("is_delete_marker", true));
        var size = new DataField<long>("size", true);
        var time = new DateTimeDataField(
            "last_modified_date", DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Millis, isNullable: true);
        using var file = new MemoryStream();
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy };
        var schema = new ParquetSchema(bucket, key, version, latest, marker, size, time, tag);
        await using (var writer = await ParquetWriter.CreateAsync(schema, file, options))
        {
            foreach (var some in rows.Chunk((rows.Count / 2) + 1))
            {
                using var group = writer.CreateRowGroup();
                await group.WriteAsync(bucket, [.. some.Select(_ => "a-bucket")]);
                await group.WriteAsync(key, [.. some.Select(row => row.Key)]);
                await group.WriteAsync(version, [.. some.Select(row => row.VersionId)]);
                await group.WriteAsync<bool>(latest, Column(row => (bool?)row.IsLatest));
                await group.WriteAsync<bool>(marker, Column(row => (bool?)row.IsDeleteMarker));
                await group.WriteAsync<long>(size, Column(row => row.Size));
                await group.WriteAsync<DateTime>(time, Column(row => (DateTime?)row.LastModified.UtcDateTime));
                await group.WriteAsync(tag, [.. some.Select(row => row.ETag)]);

                ReadOnlyMemory<T> Column<T>(Func<InventoryRow, T> value) => some.Select(value).ToArray();
            }
        }

        return file.ToArray();
    }
}
