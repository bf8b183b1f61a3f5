using Compressor.Cli.Planning;
using Compressor.Cli.Planning.Formulas;
using Compressor.Cli.Planning.Prices;
using Shouldly;
using Xunit;

namespace Compressor.Cli.Tests.Planning;

/// <summary>The calculation that the project began with: 1,000,000 files an hour, 512 MB, 3 s, x86, 720,000,000 files a month.</summary>
public sealed class OriginalDocumentTests
{
    private static readonly Plan Original = Plan.Of(
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
        var tiered = Plan.Of(Original.Demand.Workload, Original.Demand.Setup, PriceTable.Default());

        tiered.Lines.Single(line => line.Component == "Lambda compute").Dollars.ShouldBe(18_000.036, 0.001);
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
    public void Arm_and_the_rest_of_its_steps_can_be_told_apart()
    {
        // 1.08 billion GB-s x $0.0000133334 = $14,400.07.
        var arm = Plan.Of(Original.Demand.Workload, Original.Demand.Setup with { Architecture = Architecture.Arm64 }, PriceTable.Default());

        arm.Lines.Single(line => line.Component == "Lambda compute").Dollars.ShouldBe(14_400.072, 0.001);
    }

    private static double Dollars(string component) => Original.Lines.Single(line => line.Component == component).Dollars;
}
