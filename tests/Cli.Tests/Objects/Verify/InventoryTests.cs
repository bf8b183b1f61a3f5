using System.Text;
using Amazon.Runtime;
using Compressor.Cli.Objects.Inventory;
using Compressor.Core.Keys;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using LoopbackS3Server = Compressor.LoopbackS3.LoopbackS3Server;

namespace Compressor.Cli.Tests.Objects.Verify;

public class InventoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 40)]
    [InlineData(3, 1000)]
    public async Task An_inventory_is_listed_in_the_order_of_keys_whatever_order_it_came_in(int seed, int pageSize)
    {
        var random = new Random(seed);
        string[] starts = ["", "a", "incoming/", "incoming/00/", "incoming/7f/", "incoming/é", "processed/", "processed/ff/", "z"];
        var keys = Enumerable.Range(0, 500)
            .Select(i => $"{starts[random.Next(starts.Length)]}{i:D3}{(random.Next(9) == 0 ? "\U0001F600" : "")}").ToArray();
        random.Shuffle(keys);
        var objects = keys.Select(key => new ListedObject(key, "e", 1, 1)).ToAsyncEnumerable();
        using var sorted = await SortedObjects.CreateAsync(objects, ListedBucket.Mapping, CancellationToken.None);

        foreach (var prefix in new[] { "", "incoming/", "processed/ff/", "incoming/7f/", "nothing/" })
        {
            var (listed, after) = (new List<string>(), "");
            for (var more = true; more;)
            {
                var page = sorted.List(prefix, after, pageSize);
                listed.AddRange(page.Objects.Select(found => found.Key));
                (more, after) = (page.IsTruncated, listed.LastOrDefault() ?? "");
            }

            listed.ShouldBe(keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(KeyOrder.Instance));
        }
    }

    [Theory]
    [MemberData(nameof(WrittenInventory.Formats), MemberType = typeof(WrittenInventory))]
    public async Task Its_files_are_read_without_old_versions_and_delete_markers(string format)
    {
        InventoryRow[] rows =
        [
            new("incoming/a b+ü.json", "e1", 12, Noon),
            new("incoming/c.json", "e2", 13, Noon.AddSeconds(1)) { VersionId = "v2", IsLatest = false },
            new("incoming/d.json", "", null, Noon.AddSeconds(2)) { VersionId = "v3", IsDeleteMarker = true },
            new("incoming/100%2F, \U0001F600.json", "0123-2", 5_000_000_000_000, Noon.AddMilliseconds(3_999)) { VersionId = "v4" },
            new("", "e5", 0, DateTimeOffset.UnixEpoch),
        ];

        (await ReadAsync(format, rows)).ShouldBe(
        [
            new("incoming/a b+ü.json", "e1", 12, 1795867200),
            new("incoming/100%2F, \U0001F600.json", "0123-2", 5_000_000_000_000, 1795867203),
            new("", "e5", 0, 0),
        ]);
    }

    [Fact]
    public async Task CSV_that_is_not_what_the_manifest_says_is_refused_with_its_line() =>
        (await ReadCsvAsync(WrittenInventory.Gzip("\"a-bucket\",\"b\""), "Bucket", "Key", "Size"))
            .ShouldBe("1.csv.gz, line 1: 2 fields where the manifest names 3");

    [Fact]
    public async Task A_file_that_is_not_of_the_manifests_format_or_cut_off_or_without_a_size_is_refused()
    {
        var parquet = await WrittenInventory.WriteAsync(WrittenInventory.ParquetFile, [new("a", "e", 1, Noon)]);
        var unsized = await WrittenInventory.WriteAsync(WrittenInventory.ParquetOfS3, [new("a", "e", null, Noon)]);

        (await ReadParquetAsync("hello, this is no Parquet"u8.ToArray())).ShouldStartWith("1.parquet cannot be read as Parquet: ");
        (await ReadParquetAsync([])).ShouldStartWith("1.parquet cannot be read as Parquet: ");
        (await ReadParquetAsync(parquet[..(parquet.Length / 2)])).ShouldStartWith("1.parquet cannot be read as Parquet: ");
        (await ReadParquetAsync(unsized)).ShouldBe("1.parquet, row 1 of row group 1: no key, no size or no time");
        (await ReadCsvAsync(parquet, "Key")).ShouldStartWith("1.csv.gz is not gzip: ");

        static async Task<string> ReadParquetAsync(byte[] file) => (await Should.ThrowAsync<CommandException>(
            async () => await ParquetInventory.ReadAsync(new MemoryStream(file), "1.parquet", default).ToListAsync())).Message;
    }

    [Theory]
    [InlineData("hello", "the manifest is not JSON")]
    [InlineData("{}", "the manifest is not one of S3 Inventory")]
    [InlineData("""{"sourceBucket":"b","fileFormat":"ORC","fileSchema":"","files":[],"creationTimestamp":"1"}""",
        "the inventory is of ORC files; only CSV and Parquet are read")]
    [InlineData("""{"sourceBucket":"b","fileFormat":"CSV","fileSchema":"Bucket, Key, Size","files":[],"creationTimestamp":"1"}""",
        "the inventory has no LastModifiedDate, ETag")]
    [InlineData("""
        {"sourceBucket":"b","fileFormat":"Parquet","files":[],"creationTimestamp":"1",
        "fileSchema":"message s3.inventory { required binary bucket (UTF8); required binary key (UTF8); optional binary e_tag (UTF8);}"}
        """,
        "the inventory has no Size, LastModifiedDate")]
    public void A_manifest_that_cannot_be_used_is_refused_with_a_reason(string json, string message) =>
        Should.Throw<CommandException>(() => InventoryManifest.Parse(Encoding.UTF8.GetBytes(json))).Message.ShouldContain(message);

    private static async Task<string> ReadCsvAsync(byte[] file, params string[] columns) => (await Should.ThrowAsync<CommandException>(
        async () => await CsvInventory.ReadAsync(new MemoryStream(file), "1.csv.gz", columns, default).ToListAsync())).Message;

    private static async Task<List<ListedObject>> ReadAsync(string format, IReadOnlyList<InventoryRow> rows)
    {
        await using var server = await LoopbackS3Server.StartAsync(new() { Https = false });
        var reports = server.CreateBucket("reports");
        var url = await WrittenInventory.PutAsync(format, rows, Noon, (key, content) => Task.FromResult(reports.Put(key, content)));
        using var s3 = new AwsConnection(
            server.Endpoint,
            LoopbackS3Server.Region,
            Credentials: new BasicAWSCredentials(LoopbackS3Server.AccessKeyId, LoopbackS3Server.SecretAccessKey)).CreateS3();
        var reader = new InventoryReader(s3);
        var (name, manifest) = await reader.ReadManifestAsync(url, CancellationToken.None);
        return await reader.ReadAsync(name, manifest, CancellationToken.None).ToListAsync();
    }
}
