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

    [Fact]
    public async Task Its_files_are_read_without_old_versions_and_delete_markers()
    {
        var lines = """
            "a-bucket","incoming/a+b%2B%C3%BC.json","v1","true","false","12","2026-11-28T12:00:00.000Z","e1"
            "a-bucket","incoming/c.json","v2","false","false","13","2026-11-28T12:00:01.000Z","e2"
            "a-bucket","incoming/d.json","v3","true","true","","2026-11-28T12:00:02.000Z",""
            """;

        (await ReadAsync(lines)).ShouldBe([new("incoming/a b+ü.json", "e1", 12, 1795867200)]);
        (await Should.ThrowAsync<CommandException>(() => ReadAsync("\"a-bucket\",\"b\"")))
            .Message.ShouldBe("data/1.csv.gz, line 1: 2 fields where the manifest names 8");
    }

    [Theory]
    [InlineData("hello", "the manifest is not JSON")]
    [InlineData("{}", "the manifest is not one of S3 Inventory")]
    [InlineData("""{"sourceBucket":"b","fileFormat":"ORC","fileSchema":"","files":[],"creationTimestamp":"1"}""", "only CSV is read")]
    [InlineData("""{"sourceBucket":"b","fileFormat":"CSV","fileSchema":"Bucket, Key, Size","files":[],"creationTimestamp":"1"}""",
        "the inventory has no LastModifiedDate, ETag")]
    public void A_manifest_that_cannot_be_used_is_refused_with_a_reason(string json, string message) =>
        Should.Throw<CommandException>(() => InventoryManifest.Parse(Encoding.UTF8.GetBytes(json))).Message.ShouldContain(message);

    private static async Task<List<ListedObject>> ReadAsync(string lines)
    {
        await using var server = await LoopbackS3Server.StartAsync(new() { Https = false });
        var manifestUrl = WrittenInventory.Put(server.CreateBucket("reports"), lines, DateTimeOffset.FromUnixTimeSeconds(1795867200));
        using var s3 = new AwsConnection(
            server.Endpoint,
            LoopbackS3Server.Region,
            Credentials: new BasicAWSCredentials(LoopbackS3Server.AccessKeyId, LoopbackS3Server.SecretAccessKey)).CreateS3();
        var reader = new InventoryReader(s3);
        var (name, manifest) = await reader.ReadManifestAsync(manifestUrl, CancellationToken.None);
        return await reader.ReadAsync(name, manifest, CancellationToken.None).ToListAsync();
    }
}
