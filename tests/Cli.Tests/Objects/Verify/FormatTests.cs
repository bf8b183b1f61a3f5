using Compressor.Cli.Objects.Verify;
using Compressor.Core.Archiving;
using Compressor.Core.Keys;
using Compressor.LoopbackS3.Storage;
using Compressor.Testing;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Tests.Objects.Verify;

/// <summary>After a change of FORMAT a bucket has archives of several formats.</summary>
public class FormatTests
{
    /// <summary>Sources in each folder: more than <see cref="WaitingSources.MinSourcesPerList"/>.</summary>
    private const int Each = 15;

    private static readonly VerifyRequest Request = new(Deep: false, Requeue: false, TimeSpan.Zero);

    /// <summary>Each way to verify: by listings, with a HEAD for each, from an inventory of each format, with a download of each.</summary>
    public static TheoryData<string> Ways => ["listing", "head-all", WrittenInventory.Csv, WrittenInventory.ParquetFile, "deep"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_archive_of_any_format_counts_unless_one_is_asked_for(string way)
    {
        await using var bucket = await StartAsync();

        (await VerifyAsync(bucket, way, null)).ShouldBe((1, "missing none"));
        (await VerifyAsync(bucket, way, ArchiveFormat.Zip)).ShouldBe((1, MissingWithout("zip")));
        (await VerifyAsync(bucket, way, ArchiveFormat.Gzip)).ShouldBe((1, MissingWithout("gzip")));
        (await VerifyAsync(bucket, way, ArchiveFormat.Zstd, deployed: ArchiveFormat.Gzip)).ShouldBe((1, MissingWithout("zstd")));
    }

    [Theory]
    [InlineData(ArchiveFormat.Gzip)]
    [InlineData(ArchiveFormat.Zstd)]
    public async Task Where_all_archives_have_the_format_asked_for_listings_tell_so(ArchiveFormat format)
    {
        await using var bucket = await StartAsync([format.Name()]);

        var (code, output) = await bucket.RunAsync(Request with { Format = format });

        code.ShouldBe(0, output);
        output.ShouldContain($"{Each} checked, ");
        output.ShouldContain(" and 0 HEAD requests");
    }

    [Fact]
    public async Task An_archive_is_judged_by_the_format_asked_for_although_one_of_another_is_good()
    {
        await using var bucket = await ListedBucket.StartAsync();
        var source = bucket.PutSource("incoming/a.json", "{}");
        bucket.PutArchive(source);
        bucket.PutArchive(source with { ETag = "another" }, format: ArchiveFormat.Gzip);

        var (_, output) = await bucket.RunAsync(Request with { Format = ArchiveFormat.Gzip, HeadAll = true });

        output.ShouldStartWith("outdated\tincoming/a.json\t");
        (await bucket.RunAsync(Request with { HeadAll = true })).Code.ShouldBe(0);
    }

    [Fact]
    public async Task Where_one_format_is_asked_for_no_other_is_looked_for()
    {
        await using var bucket = await StartAsync();

        var (_, any) = await bucket.VerifyAsync();
        var (_, zip) = await bucket.VerifyAsync(anyFormat: false);

        var formats = ArchiveFormats.Names.Count;
        any[VerifyCount.Heads].ShouldBe(
            (Enumerable.Range(2, formats - 1).Sum() + formats) * Each, "gzip is looked for second, zstd third, and for `none` all of them");
        zip[VerifyCount.Heads].ShouldBe(formats * Each, "all folders but zip's");
    }

    [Fact]
    public async Task Events_are_not_sent_for_a_format_that_the_function_would_not_make()
    {
        await using var bucket = await StartAsync();

        var failure = await Should.ThrowAsync<CommandException>(
            () => bucket.RunAsync(Request with { Format = ArchiveFormat.Gzip, Requeue = true }));

        failure.Message.ShouldBe(
            "--requeue makes archives of the deployed format, zip, not gzip: leave out one of --requeue and --format");
    }

    [Fact]
    public async Task A_checkpoint_of_one_format_is_not_gone_on_with_for_another()
    {
        using var folder = new TemporaryFolder();
        await using var bucket = await StartAsync();
        var request = Request with { Checkpoint = Path.Combine(folder.Path, "checkpoint.json"), Format = ArchiveFormat.Gzip };
        var checkpoint = VerifyCheckpoint.Open(request.Checkpoint, "a-bucket incoming/ processed/ '.json' --format gzip", 1, 1);
        checkpoint.Advance(KeyRange.CreateAll(ListedBucket.Mapping)[0], null, new(), () => { });

        foreach (var format in new ArchiveFormat?[] { ArchiveFormat.Zstd, null })
        {
            (await Should.ThrowAsync<CommandException>(() => bucket.RunAsync(request with { Format = format })))
                .Message.ShouldContain("is of another verification");
        }

        (await bucket.RunAsync(request)).Output.ShouldContain(" checked, ");
    }

    /// <summary>
    /// Sources in one shard, enough of them for a listing of their archives: for each format some that have an archive of only that format,
    /// in a folder named after it, and in the folder <c>none</c> some that have no archive.
    /// </summary>
    private static async Task<ListedBucket> StartAsync(params IReadOnlyList<string> folders)
    {
        var bucket = await ListedBucket.StartAsync();
        foreach (var folder in folders.Count > 0 ? folders : [.. ArchiveFormats.Names, "none"])
        {
            var names = Enumerable.Range(0, 100_000).Select(i => $"{folder}/{i}.json").Where(name => KeyMapping.Shard(name) == "00");
            foreach (var name in names.Take(Each))
            {
                var source = bucket.PutSource(ListedBucket.Mapping.SourceKey(name), "{\"some\":\"content\"}");
                if (folder != "none")
                {
                    var format = ArchiveFormats.Parse(folder);
                    bucket.PutArchive(source, format: format, archive: Compress(format, EntryName.From(name), source.Content));
                }
            }
        }

        return bucket;
    }

    private static string MissingWithout(string format) =>
        $"missing {string.Join(", ", ArchiveFormats.Names.Append("none").Where(name => name != format).Order())}";

    private static byte[] Compress(ArchiveFormat format, string name, Content content)
    {
        using var archiver = new BufferedArchiver(format.Define(), format.Define().CreateEngine(Compression.Fast));
        var room = archiver.Prepare(new(name, DateTimeOffset.UnixEpoch, "{}"u8.ToArray()), (int)content.Length);
        content.ToArray().CopyTo(room);
        return archiver.Complete().Bytes.ToArray();
    }

    private static async Task<(int Code, string Findings)> VerifyAsync(
        ListedBucket bucket, string way, ArchiveFormat? format, ArchiveFormat deployed = ArchiveFormat.Zip)
    {
        var (code, output) = await bucket.RunAsync(
            Request with
            {
                Format = format,
                HeadAll = way == "head-all",
                Deep = way == "deep",
                Inventory = way is WrittenInventory.Csv or WrittenInventory.ParquetFile ? await bucket.PutInventoryAsync(way) : null,
            },
            deployed);
        var found = output.TrimEnd().Split('\n').SkipLast(1).Select(line => line.Split('\t'))
            .ToLookup(line => line[0], line => line[1].Split('/')[^2]);
        found.SelectMany(kind => kind).Count().ShouldBe(Each * found.Sum(kind => kind.Distinct().Count()));
        return (code, string.Join("; ", found.Select(kind => $"{kind.Key} {string.Join(", ", kind.Distinct().Order())}")));
    }
}
