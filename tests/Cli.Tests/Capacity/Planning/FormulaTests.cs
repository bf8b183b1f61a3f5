using Compressor.Cli.Capacity.Planning;
using Compressor.Core.Archiving;
using Compressor.Core.Keys;
using Compressor.Toolkit.Lambda;

namespace Compressor.Cli.Tests.Capacity.Planning;

/// <summary>Each formula against a figure reckoned by hand; the arithmetic stands beside it.</summary>
public sealed class FormulaTests
{
    [Fact]
    public void Reserve_three_standard_deviations_over_the_mean()
    {
        // 400 + 3 x sqrt(400) = 460.
        Concurrency.Needed(400).ShouldBe(460);
    }

    [Theory]
    [InlineData(1769, 1)]
    [InlineData(3008, 1)]
    [InlineData(512, 0.28943)] // 512 / 1,769
    public void Memory_buys_a_share_of_one_cpu(int memorySize, double share) =>
        InvocationTime.CpuShare(memorySize).ShouldBe(share, 0.00001);

    [Fact]
    public void An_invocation_reads_works_and_writes()
    {
        // GET 0.025 + 10/75 = 0.158333; CPU 0.1 x 1,769/512 = 0.345508; PUT 0.025 + 2/75 = 0.051667; together 0.555508 s.
        InvocationTime.Seconds(0.1, 512, 10e6, 2e6, new S3Network()).ShouldBe(0.555508, 0.000001);
    }

    [Fact]
    public void The_handler_takes_a_fixed_time_and_more_for_each_byte()
    {
        // Measured: 7.38 ms for 10 MB, of which 0.38 ms are there for every file; 7 ms for 10 MB are 0.7 ns a byte.
        var handler = HandlerCpu.From(0.00738, 10e6);

        handler.Seconds(10e6).ShouldBe(0.00738, 1e-12);
        handler.Seconds(2_000).ShouldBe(0.0003814, 1e-12);
        handler.Seconds(20e6).ShouldBe(0.01438, 1e-12);
    }

    [Fact]
    public void A_handler_that_is_quicker_than_that_takes_its_own_time_only() =>
        HandlerCpu.From(0.0002, 10e6).Seconds(20e6).ShouldBe(0.0002, 1e-12);

    [Fact]
    public void Gigabyte_seconds_count_a_gigabyte_as_1024_megabytes()
    {
        // 1,000 x 0.5 s x 256/1,024.
        InvocationTime.GigabyteSeconds(1000, 0.5, 256).ShouldBe(125);
    }

    [Fact]
    public void The_original_rate_is_8_percent_of_one_prefix()
    {
        // 277.78 / 3,500 = 7.94 %; over 256 shards 0.031 %. 256 x 3,500 = 896,000 a second is a ceiling after splits, not a need.
        PrefixRates.Share(1e6 / 3600, PrefixRates.WritesPerSecond, 1).ShouldBe(0.0794, 0.0001);
        PrefixRates.Share(1e6 / 3600, PrefixRates.WritesPerSecond, KeyMapping.ShardCount).ShouldBe(0.00031, 0.00001);
    }

    [Fact]
    public void Environments_start_again_every_two_hours_and_for_every_burst()
    {
        // 100 x 720 / 2 = 36,000; (500 - 100) x 1 x 30 = 12,000.
        EnvironmentStarts.PerMonth(100, 500, 1).ShouldBe(48_000);
    }

    [Fact]
    public void A_burst_over_capacity_waits_and_drains()
    {
        // (500 - 300) x 600 = 120,000 wait; the last of them 120,000 / 300 = 400 s; gone after 120,000 / (300 - 100) = 600 s.
        Backlog.Create(rate: 100, burstRate: 500, burstSeconds: 600, capacity: 300).ShouldBe(new Backlog(120_000, 400, 600));
    }

    [Fact]
    public void A_burst_within_capacity_leaves_nothing_behind() => Backlog.Create(100, 500, 600, 600).ShouldBe(new Backlog(0, 0, 0));

    [Fact]
    public void Too_high_a_mean_never_drains() => Backlog.Create(100, 500, 600, 99).DrainSeconds.ShouldBe(double.PositiveInfinity);

    [Fact]
    public void Logs_are_what_sampling_failures_and_metrics_write()
    {
        // Application: (1,000,000 - 100) x 0.01 x 650 + 100 x 2,900 = 6,789,350 B. System: 1,000,000 x 750 = 750,000,000 B.
        // Metrics: 10 environments x 720 h x 60 lines x 900 B = 388,800,000 B.
        var volume = LogVolume.Create(1_000_000, 1_000_000, 100, 10, new FunctionSetup { LogSamplingRate = 0.01, SystemLogs = true });

        volume.Application.ShouldBe(6_789_350, 1);
        volume.System.ShouldBe(750_000_000, 1);
        volume.Metrics.ShouldBe(388_800_000, 1);
    }

    [Fact]
    public void Terraform_keeps_lambdas_own_lines_out() =>
        LogVolume.Create(1_000_000, 1_000_000, 0, 0, new FunctionSetup()).System.ShouldBe(0);

    [Fact]
    public void Break_even_is_where_the_lines_cross()
    {
        // 100 + 10 d = 250 + 4 d at d = 25.
        BreakEven.Days(days => 100 + (10 * days), days => 250 + (4 * days)).ShouldNotBeNull().ShouldBe(25, 0.02);
    }

    [Fact]
    public void What_is_dearer_and_grows_faster_never_pays() => BreakEven.Days(days => days, days => 1 + (2 * days)).ShouldBeNull();

    [Fact]
    public void What_is_cheaper_at_once_pays_from_the_first_day() => BreakEven.Days(days => 5 + days, days => 5 + (0.5 * days)).ShouldBe(0);

    [Fact]
    public void Buffers_take_an_object_twice_beside_the_process()
    {
        // (512 - 50) / 2 = 231 MiB, of which 64 MiB at most; (128 - 50) / 2 = 39 MiB.
        ArchiveLimits.FromMemoryLimit(512).MaxBufferedBytes.ShouldBe(64 * 1024 * 1024);
        ArchiveLimits.FromMemoryLimit(128).MaxBufferedBytes.ShouldBe(39 * 1024 * 1024);
    }
}
