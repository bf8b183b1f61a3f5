using System.Text.RegularExpressions;
using Compressor.Cli.Objects.Verify;
using Compressor.Core.Archiving;
using Compressor.Core.Keys;
using Compressor.LoopbackS3.Storage;
using Compressor.Testing;
using DuckDB.NET.Data;

namespace Compressor.Cli.Tests.Objects.Verify;

/// <summary>
/// The queries for Athena in docs/operations.md, run by DuckDB as they stand there, find what the tool finds. Their SQL is what both
/// engines have, but for three functions of Athena's (Trino's), which are defined here.
/// </summary>
public sealed partial class InventoryQueryTests
{
    /// <summary>https://trino.io/docs/current/functions/binary.html and map.html</summary>
    private const string FunctionsOfAthena =
        """
        CREATE MACRO to_utf8(text) AS encode(text);
        CREATE MACRO to_hex(hexadecimal) AS upper(hexadecimal);
        CREATE MACRO element_at(entries, name) AS entries[name];
        """;

    private static readonly VerifyRequest Request = new(Deep: false, Requeue: false, TimeSpan.Zero);

    [Theory]
    [InlineData(WrittenInventory.Csv)]
    [InlineData(WrittenInventory.ParquetFile)]
    public async Task The_query_on_an_inventory_finds_what_the_tool_finds_in_the_same_file(string format)
    {
        await using var bucket = await StartAsync();
        using var folder = new TemporaryFolder();
        var file = folder.Add("inventory", await WrittenInventory.WriteAsync(format, bucket.Rows));
        using var database = Open();
        Execute(database, format == WrittenInventory.Csv
            ? $"""
              CREATE VIEW inventory AS SELECT *, '2026-11-29-01-00' AS dt FROM read_csv('{file}', compression = 'gzip', header = false,
                columns = {"{"}bucket: VARCHAR, key: VARCHAR, version_id: VARCHAR, is_latest: BOOLEAN, is_delete_marker: BOOLEAN,
                    size: BIGINT, last_modified_date: TIMESTAMP, e_tag: VARCHAR{"}"});
              """
            : $"CREATE VIEW inventory AS SELECT *, '2026-11-29-01-00' AS dt FROM read_parquet('{file}');");
        var query = Query("FROM inventory");

        var found = Read(database, format == WrittenInventory.Csv
            ? FirstSelect().Replace(query, "SELECT url_decode(key) AS key", 1)
            : query);

        await ShouldBeOfTheToolAsync(found, bucket, Request with { Inventory = await bucket.PutInventoryAsync(format) });
    }

    [Fact]
    public async Task The_query_on_the_table_of_S3_Metadata_finds_what_the_tool_finds_with_a_HEAD_for_each()
    {
        await using var bucket = await StartAsync();
        bucket.PutArchive(bucket.PutSource("incoming/looks right.json", "{}") with { ETag = "older" });
        using var database = Open();
        var rows = bucket.Bucket.Keys.Select(bucket.Bucket.Find).SelectMany(stored => new[]
        {
            Row(stored!, 2, stored!.ETag, isDeleteMarker: false),
            Row(stored!, 1, "replaced", isDeleteMarker: false),
            Row(stored! with { Key = stored!.Key + ".deleted.json" }, 1, stored!.ETag, isDeleteMarker: false),
            Row(stored! with { Key = stored!.Key + ".deleted.json" }, 2, "", isDeleteMarker: true),
        });
        Execute(
            database,
            $"""
            ATTACH ':memory:' AS "s3tablescatalog/aws-s3";
            CREATE SCHEMA "s3tablescatalog/aws-s3"."b_a-bucket";
            CREATE TABLE "s3tablescatalog/aws-s3"."b_a-bucket"."inventory" (key VARCHAR, sequence_number VARCHAR, is_delete_marker BOOLEAN,
                e_tag VARCHAR, user_metadata MAP(VARCHAR, VARCHAR));
            INSERT INTO "s3tablescatalog/aws-s3"."b_a-bucket"."inventory" VALUES {string.Join(',', rows)};
            """);

        var found = Read(database, Query("s3tablescatalog").Replace("b_BUCKET", "b_a-bucket", StringComparison.Ordinal));

        found.ShouldContain("outdated incoming/looks right.json");
        await ShouldBeOfTheToolAsync(found, bucket, Request with { HeadAll = true });
    }

    /// <summary>Sources with archives of each format, without one, and with an old one; in their shard, in a wrong one, in none.</summary>
    private static async Task<ListedBucket> StartAsync()
    {
        var bucket = await ListedBucket.StartAsync();
        string[] names = ["a.json", "é b+%.json", "x/y's.json", "00/z.json", "a.zip.json", ".json"];
        foreach (var name in names)
        {
            bucket.PutSource($"incoming/missing/{name}", "{}");
            bucket.PutSource(ListedBucket.Mapping.SourceKey($"missing in its shard/{name}"), "{}");
            bucket.PutArchive(bucket.PutSource($"incoming/old/{name}", "{}") with { ETag = "older" }, seconds: -5);
            foreach (var format in Enum.GetValues<ArchiveFormat>())
            {
                bucket.PutArchive(bucket.PutSource($"incoming/{format}/{name}", "{}"), format: format);
                bucket.PutArchive(bucket.PutSource(ListedBucket.Mapping.SourceKey($"{format} in its shard/{name}"), "{}"), format: format);
            }
        }

        // The shard of another name is a folder like any other.
        var wrong = KeyMapping.Shard("b.json") == "00" ? "01" : "00";
        bucket.PutArchive(bucket.PutSource("incoming/b.json", "{}"));
        bucket.PutSource($"incoming/{wrong}/b.json", "{}");
        bucket.PutSource("incoming/no source.txt", "{}");
        bucket.PutSource("elsewhere/no source.json", "{}");
        return bucket;
    }

    /// <summary>The block of SQL in the document that has a text.</summary>
    private static string Query(string text) =>
        Block().Matches(Repository.Read("docs/operations.md")).Select(block => block.Groups["sql"].Value)
            .Where(sql => sql.Contains(text, StringComparison.Ordinal)).ShouldHaveSingleItem();

    private static DuckDBConnection Open()
    {
        var database = new DuckDBConnection("DataSource=:memory:");
        database.Open();
        Execute(database, FunctionsOfAthena);
        return database;
    }

    private static void Execute(DuckDBConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string[] Read(DuckDBConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read())
        {
            found.Add($"{rows.GetString(0)} {rows.GetString(1)}");
        }

        return [.. found];
    }

    private static string Row(StoredObject stored, int sequence, string etag, bool isDeleteMarker)
    {
        var metadata = stored.Headers.Metadata.Select(entry => $"{Text(entry.Key)}: {Text(entry.Value)}");
        return $"({Text(stored.Key)}, '{sequence:D20}', {isDeleteMarker}, {Text(etag)}, MAP {{{string.Join(", ", metadata)}}})";

        static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>What is found is what the tool finds; sources that no notification matches are none of the query's.</summary>
    private static async Task ShouldBeOfTheToolAsync(string[] found, ListedBucket bucket, VerifyRequest request)
    {
        var (code, output) = await bucket.RunAsync(request);

        code.ShouldBe(1);
        var lines = output.TrimEnd().Split('\n').SkipLast(1).Select(line => line.Split('\t')).Where(line => line[0] != "unmatched");
        found.ShouldBe(lines.Select(line => $"{line[0]} {line[1]}"), ignoreOrder: true);
        found.Count(line => line.StartsWith("missing", StringComparison.Ordinal)).ShouldBe(13);
        found.Count(line => line.StartsWith("outdated", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(6);
    }

    [GeneratedRegex("SELECT key")]
    private static partial Regex FirstSelect();

    [GeneratedRegex(@"^```sql\n(?<sql>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
