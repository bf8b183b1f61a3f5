using Compressor.Cli.Capacity.Planning;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Tests.Capacity.Planning;

/// <summary>The calculation that the project began with: 1,000,000 files an hour, 512 MB, 3 s, x86, 720,000,000 files a month.</summary>
public sealed class OriginalDocumentTests
{
    private static readonly Plan Original = Plan.Create(
        new Workload { FailureRate = 0 },
        new FunctionSetup { DurationSeconds = 3, MemorySize = 512, Architecture = Architecture.X64, TraceRate = 0.05 },
        PriceTable.Default().Untiered());

    [Fact]
    public void Compute_is_18_000_dollars()
    {
        // 720,000,000 x 3 s x 512/1,024 GB = 1,080,000,000 GB-s; x $0.0000166667 = $18,000.04.
        Dollars("Lambda compute").ShouldBe(18_000.036, 0.001);
    }

    [Fact]
    public void Price_steps_change_nothing_at_its_compute()
    {
        // 1.08 billion GB-s stay within the first 6 billion.
        Compute(Original.Demand.Setup, PriceTable.Default()).ShouldBe(18_000.036, 0.001);
    }

    [Fact]
    public void Requests_are_144_dollars()
    {
        // 720 million x $0.20.
        Dollars("Lambda requests").ShouldBe(144, 0.001);
    }

    [Fact]
    public void S3_requests_are_3_888_dollars()
    {
        // 720,000 thousand PUT x $0.005 = $3,600; 720,000 thousand GET x $0.0004 = $288.
        Dollars("S3 PUT").ShouldBe(3_600, 0.001);
        Dollars("S3 GET").ShouldBe(288, 0.001);
    }

    [Fact]
    public void Concurrency_is_831_with_its_277_files_a_second_and_833_exactly()
    {
        // 1,000,000 / 3,600 = 277.78, which the original cut to 277: 277 x 3 = 831; 277.78 x 3 = 833.33.
        Concurrency.Mean(277, 3).ShouldBe(831);
        Original.Demand.MeanConcurrency.ShouldBe(833.333, 0.001);
    }

    [Fact]
    public void X_Ray_at_its_default_is_180_dollars()
    {
        // 720 million x 5 % = 36 million traces x $5.
        Dollars("X-Ray").ShouldBe(180, 0.001);
    }

    [Fact]
    public void A_day_of_sources_is_5_331_dollars_and_20_cents_with_its_two_kinds_of_GB()
    {
        // 24,000,000 files x 10 MB = 240,000 GB; the first 51,200 (50 x 1,024) x $0.023 = 1,177.60, the other 188,800 x $0.022 = 4,153.60.
        var months = StorageMonth.Along(StoragePath.Parse("STANDARD:1"), Original.Demand.Workload.FilesPerMonth, 10e6);
        var stored = months.ShouldHaveSingleItem().GigabyteMonths;

        stored.ShouldBe(240_000, 1e-6);
        var original = new Price("s3.storage.STANDARD", "GB-month", "", [new(51_200, 0.023), new(512_000, 0.022), new(null, 0.021)]);
        original.Cost(stored).ShouldBe(5_331.20, 0.001);
        // With 10^9 bytes in both: 50,000 x $0.023 + 190,000 x $0.022.
        PriceTable.Default()["s3.storage.STANDARD"].Cost(stored).ShouldBe(5_330, 0.001);
    }

    [Fact]
    public void All_of_it_is_27_363_dollars_and_40_cents()
    {
        // Compute to the dollar, and 20 cents for a container image, which a zip does not have.
        const double Storage = 5_331.20, Image = 0.20;

        var lambda = Math.Round(Dollars("Lambda compute")) + Dollars("Lambda requests");
        (lambda + Dollars("S3 PUT") + Dollars("S3 GET") + Storage + Image).ShouldBe(27_363.40, 0.001);
    }

    [Fact]
    public void The_optimized_13_970_dollars_take_off_more_storage_than_there_was()
    {
        // Intelligent-Tiering 40 % and Glacier Instant Retrieval 82 % of the same 5,331.20, both cut to the dollar.
        var tiering = Math.Floor(5_331.20 * 0.40);
        var glacier = Math.Floor(5_331.20 * 0.82);
        var memory = Dollars("Lambda compute") - Compute(Original.Demand.Setup with { MemorySize = 384 }, Original.Prices);
        const double ReservedConcurrency = 2_000, Batches = 140, Logs = 250;

        (tiering, glacier).ShouldBe((2_132, 4_371));
        (tiering + glacier).ShouldBeGreaterThan(5_331.20);
        memory.ShouldBe(4_500, 0.01);
        (27_363.40 - tiering - glacier - Math.Round(memory) - ReservedConcurrency - Batches - Logs).ShouldBe(13_970.40, 0.001);
    }

    [Fact]
    public void Arm_and_the_rest_of_its_steps_can_be_told_apart()
    {
        // 1.08 billion GB-s x $0.0000133334 = $14,400.07.
        Compute(Original.Demand.Setup with { Architecture = Architecture.Arm64 }, PriceTable.Default()).ShouldBe(14_400.072, 0.001);
    }

    private static double Compute(FunctionSetup setup, PriceTable prices) =>
        Plan.Create(Original.Demand.Workload, setup, prices).Lines.Single(line => line.Component == "Lambda compute").Dollars;

    private static double Dollars(string component) => Original.Lines.Single(line => line.Component == component).Dollars;
}
