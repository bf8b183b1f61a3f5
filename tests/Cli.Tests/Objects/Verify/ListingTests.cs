using Compressor.Cli.Objects.Verify;
using Compressor.Core.Keys;
using Compressor.Testing;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Tests.Objects.Verify;

public class ListingTests
{
    /// <summary>Some of these names' archives sort otherwise than they do: an archive's key ends differently.</summary>
    private static readonly string[] Endings = ["", "-b", ".a", ".z", "/x", "/x.json", "é", "\uFFFD", "\U0001F600", " +%"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Listing_both_sides_finds_what_a_look_at_every_archive_finds(int seed)
    {
        await using var bucket = await ListedBucket.StartAsync();
        var random = new Random(seed);
        foreach (var name in Names(random, 600))
        {
            var key = random.Next(4) switch
            {
                0 => "incoming/" + name,
                1 => "incoming/zz/" + name,
                _ => ListedBucket.Mapping.SourceKey(name),
            };
            var source = bucket.PutSource(key, "{}");
            if (random.Next(10) > 0)
            {
                bucket.PutArchive(source);
            }

            if (random.Next(20) == 0)
            {
                bucket.PutSource(key, "{\"newer\":1}", seconds: 5);
            }

            if (random.Next(30) == 0)
            {
                bucket.PutSource("processed" + random.Next(9) + name, "not under the prefix");
            }
        }

        var (expected, _) = await bucket.VerifyAsync(new(ListedBucket.Mapping, long.MaxValue, HeadAll: true));
        var (findings, counters) = await bucket.VerifyAsync();

        findings.ShouldBe(expected);
        expected.Length.ShouldBeGreaterThan(50);
        counters[VerifyCount.Checked].ShouldBe(bucket.Bucket.Keys.Count(key => !key.StartsWith("processed/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_all_is_well_no_archive_is_looked_at_whatever_the_names_are(bool isSharded)
    {
        await using var bucket = await ListedBucket.StartAsync();
        var names = Names(new(1), 6_000)
            .Select(name => "x" + name)
            .Where(name => KeyMapping.Shard(name) is "00" or "01" or "02" or "03")
            .ToList();
        foreach (var name in names)
        {
            bucket.PutArchive(bucket.PutSource(isSharded ? ListedBucket.Mapping.SourceKey(name) : "incoming/" + name, "{}"));
        }

        var (findings, counters) = await bucket.VerifyAsync();

        names.Count.ShouldBeGreaterThan(4 * WaitingSources.MinSourcesPerList);
        findings.ShouldBeEmpty();
        (counters[VerifyCount.Checked], counters[VerifyCount.Heads]).ShouldBe((names.Count, 0));
    }

    [Fact]
    public async Task The_last_few_of_a_shard_are_listed_like_the_others()
    {
        await using var bucket = await ListedBucket.StartAsync();
        var names = Enumerable.Range(0, 30_000).Select(i => $"{i:D6}.json").Where(name => KeyMapping.Shard(name) == "00");
        foreach (var name in names.Take(bucket.PageSize + 5))
        {
            bucket.PutArchive(bucket.PutSource(ListedBucket.Mapping.SourceKey(name), "{}"));
        }

        var (_, counters) = await bucket.VerifyAsync();

        (counters[VerifyCount.Checked], counters[VerifyCount.Heads]).ShouldBe((bucket.PageSize + 5, 0));
    }

    [Fact]
    public async Task Where_archives_of_old_sources_lie_between_them_a_look_at_each_is_cheaper()
    {
        await using var bucket = await ListedBucket.StartAsync();
        var names = Enumerable.Range(0, 300_000).Select(i => $"{i:D6}.json").Where(name => KeyMapping.Shard(name) == "00").ToList();
        foreach (var (index, name) in names.Index())
        {
            var source = bucket.PutSource(ListedBucket.Mapping.SourceKey(name), "{}");
            bucket.PutArchive(source);
            if (index % 40 != 0)
            {
                bucket.Bucket.Delete(source.Key);
            }
        }

        var (findings, counters) = await bucket.VerifyAsync();

        findings.ShouldBeEmpty();
        counters[VerifyCount.Heads].ShouldBe(counters[VerifyCount.Checked] - 1, "the first page has the archive of one");
        counters[VerifyCount.Lists].ShouldBe(257 + 1 + 1, "each piece once, and the archives until hardly any is of a source");
    }

    [Fact]
    public async Task What_is_too_young_or_too_old_is_counted_and_left_alone()
    {
        await using var bucket = await ListedBucket.StartAsync();
        bucket.PutSource("incoming/old.json", "{}", seconds: -3600);
        bucket.PutSource("incoming/right.json", "{}", seconds: -1800);
        bucket.PutSource("incoming/young.json", "{}");
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        var (findings, counters) = await bucket.VerifyAsync(new(ListedBucket.Mapping, Until: now - 600, Since: now - 2400));

        findings.ShouldBe(["missing incoming/right.json"]);
        (counters[VerifyCount.TooOld], counters[VerifyCount.Checked], counters[VerifyCount.TooYoung]).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task An_interrupted_verification_goes_on_where_its_checkpoint_says()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "checkpoint.json");
        await using var bucket = await ListedBucket.StartAsync();
        foreach (var (index, name) in Names(new(1), 2_000).Index())
        {
            var source = bucket.PutSource(ListedBucket.Mapping.SourceKey(name), "{}");
            if (index % 100 != 0)
            {
                bucket.PutArchive(source);
            }
        }

        var (expected, whole) = await bucket.VerifyAsync();
        var lists = 0;
        bucket.BeforePage = () =>
        {
            if (Interlocked.Increment(ref lists) > 100)
            {
                throw new IOException("the network is gone");
            }
        };
        await Should.ThrowAsync<IOException>(() => bucket.VerifyAsync(checkpoint: Open("a verification")));
        (bucket.BeforePage, lists) = (() => Interlocked.Increment(ref lists), 0);
        var checkpoint = Open("a verification");
        var (findings, counters) = await bucket.VerifyAsync(checkpoint: checkpoint);

        findings.ShouldBeSubsetOf(expected);
        lists.ShouldBeLessThan((int)whole[VerifyCount.Lists]);
        (counters.Problems, counters[VerifyCount.Checked]).ShouldBe((whole.Problems, whole[VerifyCount.Checked]));
        Should.Throw<CommandException>(() => Open("another one")).Message.ShouldContain("is of another verification (a verification)");
        checkpoint.Delete();
        File.Exists(path).ShouldBeFalse();

        VerifyCheckpoint Open(string what) => VerifyCheckpoint.Open(path, what, long.MaxValue, long.MinValue);
    }

    [Fact]
    public void A_file_that_is_no_checkpoint_is_refused()
    {
        using var folder = new TemporaryFolder();
        foreach (var text in new[] { "", "{}", "[1]", "hello" })
        {
            var path = folder.Add("file", System.Text.Encoding.UTF8.GetBytes(text));
            Should.Throw<CommandException>(() => VerifyCheckpoint.Open(path, "", 0, 0)).Message.ShouldContain("is not a checkpoint");
        }
    }

    private static IEnumerable<string> Names(Random random, int count) => Enumerable.Range(0, count)
        .Select(_ => $"{random.Next(count / 10):D3}{Endings[random.Next(Endings.Length)]}{Endings[random.Next(Endings.Length)]}.json")
        .Distinct(StringComparer.Ordinal);
}
