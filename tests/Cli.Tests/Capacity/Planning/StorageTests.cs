using Compressor.Cli.Capacity.Planning;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Tests.Capacity.Planning;

public sealed class StorageTests
{
    private static readonly PriceTable Prices = PriceTable.Default();

    [Fact]
    public void Seven_days_of_sources_cost_35_830_dollars()
    {
        // 24,000,000 files a day x 7 days x 10 MB = 1,680,000 GB: 50,000 x $0.023 + 450,000 x $0.022 + 1,180,000 x $0.021
        // = 1,150 + 9,900 + 24,780.
        Cost("STANDARD:7", 720e6, 10e6).ShouldBe(35_830, 0.01);
    }

    [Fact]
    public void Without_price_steps_it_would_be_38_640_dollars()
    {
        // 1,680,000 x $0.023.
        Cost("STANDARD:7", 720e6, 10e6, Prices.Untiered()).ShouldBe(38_640, 0.01);
    }

    [Fact]
    public void A_transition_costs_a_request_each()
    {
        // Each day 1,000 objects of 1 GB: 30 days x 1,000 GB x $0.023 = 690; 60 days x 1,000 GB x $0.004 = 240, and 30 more days charged
        // for leaving before 90: 120; 30,000 transitions x $0.02 a thousand = 0.60.
        Cost("STANDARD:30,GLACIER_IR:60", 30_000, 1e9).ShouldBe(690 + 240 + 120 + 0.6, 0.001);
    }

    [Fact]
    public void A_small_object_is_charged_as_one_of_128_KiB()
    {
        // 30,000 objects a month for 30 days: 30,000 object-months x 131,072 B = 3.93216 GB-months x $0.0125.
        Cost("STANDARD_IA:30", 30_000, 1000).ShouldBe(0.049152, 1e-9);
    }

    [Fact]
    public void Archive_classes_charge_an_index_entry_for_each_object()
    {
        // 1,000 a day, 180 days: 180,000 there. Each 32 KiB more at $0.00099 and 8 KiB more at $0.023:
        // 180,000 x (1,000,000 + 32,768) B = 185.89824 GB x 0.00099 = 0.184039; 180,000 x 8,192 B = 1.47456 GB x 0.023 = 0.033915.
        Cost("DEEP_ARCHIVE:180", 30_000, 1e6).ShouldBe(0.184039 + 0.033915, 0.000001);
    }

    [Fact]
    public void An_object_that_nobody_reads_moves_down_the_tiers_and_is_watched()
    {
        // Each day 1,000 objects of 1 GB, 180 days: 30 x 1,000 GB x $0.023 = 690; 60 x 1,000 x $0.0125 = 750; 90 x 1,000 x $0.004 = 360;
        // 180,000 objects watched x $0.0025 a thousand = 0.45. No transition request: the class is the PUT's.
        Cost("INTELLIGENT_TIERING:180", 30_000, 1e9).ShouldBe(690 + 750 + 360 + 0.45, 0.001);
    }

    [Fact]
    public void It_may_leave_earlier_without_a_charge_for_the_rest()
    {
        // 10 x 1,000 GB x $0.023 = 230; 10,000 watched x $0.0025 a thousand = 0.025.
        Cost("INTELLIGENT_TIERING:10", 30_000, 1e9).ShouldBe(230.025, 0.001);
    }

    [Fact]
    public void A_small_object_is_not_watched_and_stays_in_the_first_tier()
    {
        // 180,000 objects of 131,071 B, one byte too few: 23.59278 GB x $0.023 = 0.542634; with that byte 30/180 x 23.59296 x 0.023
        // = 0.090440, 60/180 x 23.59296 x 0.0125 = 0.098304, 90/180 x 23.59296 x 0.004 = 0.047186, and 180,000 watched = 0.45.
        Cost("INTELLIGENT_TIERING:180", 30_000, 131_071).ShouldBe(0.542634, 0.000001);
        Cost("INTELLIGENT_TIERING:180", 30_000, 131_072).ShouldBe(0.090440 + 0.098304 + 0.047186 + 0.45, 0.000001);
    }

    [Fact]
    public void A_lifecycle_rule_that_moves_objects_there_costs_a_request_each()
    {
        // 20 x 1,000 GB x $0.023 = 460; 40 days there: 30 x 1,000 x $0.023 = 690 and 10 x 1,000 x $0.0125 = 125; 40,000 watched = 0.10;
        // 30,000 transitions x $0.01 a thousand = 0.30.
        Cost("STANDARD:20,INTELLIGENT_TIERING:40", 30_000, 1e9).ShouldBe(460 + 690 + 125 + 0.1 + 0.3, 0.001);
    }

    [Fact]
    public void A_small_object_is_not_moved_by_a_lifecycle_rule()
    {
        // 1,000 objects a day, 90 days in STANDARD: 90,000 x 100,000 B = 9 GB x $0.023 = 0.207, and no transition. From 128 KiB on they
        // move: 30,000 x 131,072 B = 3.93216 GB x 0.023 = 0.090440; 60,000 there and 30,000 more for leaving before 90 days,
        // 11.79648 GB x 0.004 = 0.047186; 30,000 transitions x $0.02 a thousand = 0.60.
        Cost("STANDARD:30,GLACIER_IR:60", 30_000, 100_000).ShouldBe(0.207, 0.000001);
        Cost("STANDARD:30,GLACIER_IR:60", 30_000, 131_072).ShouldBe(0.090440 + 0.047186 + 0.6, 0.000001);
    }

    [Fact]
    public void Sources_and_archives_reach_the_price_steps_together()
    {
        // Sources 24 million x 7 x 10 MB = 1,680,000 GB, archives 24 million x 30 x 2 MB = 1,440,000 GB: 3,120,000 GB cost
        // 1,150 + 9,900 + 2,620,000 x 0.021 = 66,070.
        var plan = Plan.Create(
            new Workload { FailureRate = 0 },
            new FunctionSetup { Preset = new CompressionPreset("balanced", 148, 0.2) },
            Prices);

        plan.StorageDollars.ShouldBe(66_070, 0.01);
    }

    [Fact]
    public void Deleting_sources_leaves_only_archives()
    {
        // 1,440,000 GB: 1,150 + 9,900 + 940,000 x 0.021 = 30,790.
        var plan = Plan.Create(
            new Workload { FailureRate = 0, DeletesSources = true },
            new FunctionSetup { Preset = new CompressionPreset("balanced", 148, 0.2) },
            Prices);

        plan.StorageDollars.ShouldBe(30_790, 0.01);
    }

    [Theory]
    [InlineData("STANDARD")]
    [InlineData("STANDARD:0")]
    [InlineData("STANDARD:-1")]
    [InlineData("STANDARD:many")]
    [InlineData("GLACIAL:30")]
    public void A_path_of_another_form_is_refused(string text) => Should.Throw<FormatException>(() => StoragePath.Parse(text));

    [Fact]
    public void A_path_can_end_earlier_or_later()
    {
        var path = StoragePath.Parse("STANDARD:30,GLACIER_IR:335");

        path.For(20).ToString().ShouldBe("STANDARD:20");
        path.For(100).ToString().ShouldBe("STANDARD:30,GLACIER_IR:70");
        path.For(400).ToString().ShouldBe("STANDARD:30,GLACIER_IR:370");
        path.For(0).Stays.ShouldBeEmpty();
    }

    private static double Cost(string path, double objectsPerMonth, double bytes, PriceTable? prices = null)
    {
        var workload = new Workload
        {
            FilesPerHour = objectsPerMonth / 720,
            AverageBytes = bytes,
            FailureRate = 0,
            DeletesSources = true,
            Processed = StoragePath.Parse(path),
        };
        var demand = Demand.Create(workload, new FunctionSetup { Preset = new CompressionPreset("balanced", 148, 1) });
        return StorageBill.Create(demand, prices ?? Prices).Sum(line => line.Dollars);
    }
}
