using System.CommandLine;
using Compressor.Cli.Commands;
using Compressor.Cli.Objects.Backfill;
using Compressor.Cli.Objects.Verify;
using Compressor.Cli.Tests.Local;
using Compressor.Core.Keys;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Tests.Objects.Backfill;

public sealed class BackfillPartsTests
{
    [Theory]
    [InlineData("a b")]
    [InlineData("1+1=2")]
    [InlineData("100% %41 %2F")]
    [InlineData("x,\"y\"\n")]
    [InlineData("Zürich 日本 ☃ \U0001F600/é")]
    public void A_key_in_a_manifest_is_ASCII_without_commas_and_reads_the_same_whether_or_not_a_plus_is_a_space(string key)
    {
        var encoded = ManifestWriter.Encode(key);

        encoded.ShouldAllBe(each => char.IsAscii(each) && !char.IsWhiteSpace(each) && each != ',' && each != '"' && each != '+');
        ObjectKeyEncoding.Decode(encoded).ShouldBe(key);
        Uri.UnescapeDataString(encoded).ShouldBe(key);
    }

    [Fact]
    public async Task The_price_has_the_job_its_tasks_and_what_each_object_costs()
    {
        await using var function = new TestFunction();
        var deployment = function.Deployment with { MemorySize = 512 };

        var cost = BackfillCost.Create(deployment, 2_000_000, 2_000_000L * 100_000, PriceTable.Default());

        cost.Lines.ToDictionary(line => line.What, line => Math.Round(line.Dollars, 2)).ShouldBe(
            new Dictionary<string, double>
            {
                ["the job"] = 0.25,
                ["2,000,000 tasks"] = 2,
                ["requests to Lambda"] = 0.4,
                [cost.Lines[3].What] = Math.Round(cost.Lines[3].Dollars, 2),
                ["GET and PUT"] = 0.8 + 10,
            });
        cost.Lines[3].What.ShouldEndWith(" of 512 MB each");
        cost.Lines[3].Dollars.ShouldBeInRange(0.5, 5, "some 60 to 80 ms of half a GB, at $0.0000167 a GB-second");
    }

    [Theory]
    [InlineData(0, 0, 0, "Active: S3 is reading the manifest")]
    [InlineData(400, 90, 10, "[#######.......................] 100 of 400, 10 failed, 10/s, about 30 s left")]
    [InlineData(400, 400, 0, "[##############################] 400 of 400, 0 failed, 40/s, about 0 s left")]
    public void Progress_is_a_bar_with_what_is_left(long tasks, long succeeded, long failed, string line) =>
        JobWatch.Line(new("job", "Active", tasks, succeeded, failed, [], null, ""), TimeSpan.FromSeconds(10)).ShouldBe(line);

    [Theory]
    [InlineData("incoming/7f/a", 1)]
    [InlineData("incoming/", 257)]
    [InlineData("", 258)]
    [InlineData("zzz", 1)]
    public void Only_pieces_of_the_bucket_that_may_have_the_prefix_are_listed(string prefix, int pieces)
    {
        var scope = new VerifyScope(new KeyMapping("incoming/", "processed/", ".json"), long.MaxValue) { Prefix = prefix };

        scope.Ranges.Count.ShouldBe(pieces);
    }

    [Fact]
    public void The_jobs_priority_is_what_the_option_says()
    {
        var (command, options) = (new Command("backfill"), new BackfillOptions());
        options.AddTo(command);

        options.Read(command.Parse("--priority 7")).Priority.ShouldBe(7);
        options.Read(command.Parse("")).Priority.ShouldBe(BatchJob.DefaultPriority);
        command.Parse("--priority -1").Errors.ShouldHaveSingleItem().Message.ShouldBe("--priority must be 0 or more");
    }

    [Fact]
    public void A_job_in_another_partition_keeps_its_report_in_its_bucket() =>
        new BatchJobState("1-2", "Complete", 1, 1, 0, [], "b", "compressor-backfill/reports").ReportKey
            .ShouldBe("compressor-backfill/reports/job-1-2/manifest.json");
}
