using Compressor.Cli.Capacity.Planning;
using Compressor.Testing;
using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Tests.Capacity.Planning;

public sealed class VerdictTests
{
    private static readonly Workload Usual = new();
    private static readonly FunctionSetup Roomy = new() { AccountConcurrency = 3000 };

    [Fact]
    public void The_usual_workload_fits_a_roomy_account() => Judge(Usual, Roomy).ShouldAllBe(verdict => verdict.Standing == Standing.Ok);

    [Fact]
    public void A_new_account_cannot_reserve_the_default()
    {
        var verdict = Concurrency(Usual, Roomy with { AccountConcurrency = 1000 });

        verdict.Standing.ShouldBe(Standing.Act);
        verdict.Figure.ShouldContain("the account's 1,000 less 100 cannot reserve 1,500");
    }

    [Fact]
    public void A_burst_that_waits_and_drains_is_to_be_watched()
    {
        var verdict = Concurrency(Usual, Roomy with { ReservedConcurrency = 400 });

        verdict.Standing.ShouldBe(Standing.Watch);
        verdict.Variable.ShouldBe("reserved_concurrency");
    }

    [Fact]
    public void A_mean_that_is_too_much_asks_to_act()
    {
        var verdict = Concurrency(Usual, Roomy with { ReservedConcurrency = 100 });

        verdict.Standing.ShouldBe(Standing.Act);
        verdict.Figure.ShouldContain("grows without end");
    }

    [Theory]
    [InlineData(8e6, "Ok")] // 8e6/3,600 = 2,222/s of 3,500 = 63 %
    [InlineData(20e6, "Watch")] // 5,556/s, but 0.6 % over 256 shards
    [InlineData(3e9, "Act")] // 833,333/s: 93 % over 256 shards
    public void A_prefix_that_is_nearly_full_needs_shards(double filesPerHour, string standing) =>
        Judge(Usual with { FilesPerHour = filesPerHour, BurstFactor = 1 }, Roomy)[1].Standing.ToString().ShouldBe(standing);

    [Theory]
    [InlineData(512, 10e6, "Ok")]
    [InlineData(512, 60e6, "Watch")] // 60 of 67.1 MB
    [InlineData(512, 100e6, "Watch")] // over 64 MiB: streams whatever the memory
    [InlineData(128, 60e6, "Act")] // 40.9 MB fit
    public void Memory_must_hold_the_larger_files_twice(int memorySize, double p99, string standing) =>
        Judge(Usual with { P99Bytes = p99 }, Roomy with { MemorySize = memorySize })[3].Standing.ToString().ShouldBe(standing);

    [Fact]
    public void Few_invocations_in_long_bursts_start_cold()
    {
        // 100 files an hour, but 500 bursts a day that need many environments at once.
        Judge(Usual with { FilesPerHour = 100, BurstFactor = 1000, BurstsPerDay = 500 }, Roomy)[2].Standing.ShouldBe(Standing.Act);
    }

    [Fact]
    public void Failures_above_the_alarm_are_to_be_watched() =>
        Judge(Usual with { FailureRate = 1e-5 }, Roomy)[4].ShouldSatisfyAllConditions(
            verdict => verdict.Standing.ShouldBe(Standing.Watch),
            verdict => verdict.Figure.ShouldContain("240 dead letters a day"));

    [Fact]
    public void Events_that_outlive_six_hours_ask_to_act() =>
        Judge(Usual, Roomy with { ReservedConcurrency = 100 })[4].Standing.ShouldBe(Standing.Act);

    [Fact]
    public void Full_logs_are_dear() =>
        Judge(Usual, Roomy with { LogSamplingRate = 1, SystemLogs = true })[5].Standing.ShouldNotBe(Standing.Ok);

    [Fact]
    public void Small_objects_are_told_what_fewer_and_larger_ones_would_cost()
    {
        // 720 million a month: PUT at $5 a million, GET at $0.40, invocations at $0.20.
        var verdict = Judge(Usual with { AverageBytes = 2_000, P99Bytes = 2_000 }, Roomy)[6];

        verdict.Standing.ShouldBe(Standing.Watch);
        verdict.Figure.ShouldStartWith("objects of 2 KB: requests are ");
        verdict.Figure.ShouldEndWith(" of processing, $4,032 a month");

        // 1,000,000 x 2 KB are 200 x 10 MB; what those cost is a plan of its own.
        var larger = Plan.Create(Usual with { FilesPerHour = 200, AverageBytes = 10e6 }, Roomy, PriceTable.Default());
        verdict.Advice.ShouldContain("the same bytes in objects of 10 MB are 200 an hour");
        verdict.Advice.ShouldContain($"cost {Format.Dollars(larger.ProcessingDollars)} a month");
    }

    [Fact]
    public void What_larger_objects_would_cost_is_reckoned_from_the_same_bytes()
    {
        // 200 files of 10 MB an hour are 144,000 a month. Each takes 0.555508 s (FormulaTests): 144,000 x 0.555508 x 0.5 GB x
        // $0.0000166667 = $0.667. Requests: 144,000 x ($0.20 + $5 + $0.40) a million = $0.806. Metrics $3.30, alarms $1.00, dashboard
        // $3.00. Logs: 144,000 x 1 % x 650 B = 0.94 MB and 0.031 environments x 43,200 minutes x 900 B = 1.2 MB, x $0.50 a GB =
        // $0.001. Together $8.774.
        var setup = Roomy with { Preset = new CompressionPreset("balanced", 100, 0.2), HandlerCpu = HandlerCpu.None };

        var verdict = Judge(Usual with { AverageBytes = 2_000, P99Bytes = 2_000, FailureRate = 0 }, setup)[6];

        verdict.Advice.ShouldContain("objects of 10 MB are 200 an hour, and cost $8.77 a month to process instead of $");
    }

    [Fact]
    public void Objects_of_the_usual_size_are_told_how_little_larger_ones_would_save()
    {
        // Requests are $4,032 of them, a fifth as many would be $806: $3,226 less of a bill of about $68,300 are 5 %.
        var verdict = Judge(Usual, Roomy)[6];

        verdict.Standing.ShouldBe(Standing.Ok);
        verdict.Advice.ShouldStartWith("larger objects would save 5 % of the bill: ");
        verdict.Advice.ShouldContain("the same bytes in objects of 50 MB are 200,000 an hour");
    }

    [Theory]
    [InlineData(100e3)]
    [InlineData(10e6)]
    [InlineData(40e6)]
    public void Objects_whose_requests_are_the_smaller_part_are_large_enough(double bytes)
    {
        var plan = Plan.Create(Usual with { AverageBytes = bytes, P99Bytes = bytes }, Roomy, PriceTable.Default());
        var requests = plan.Lines.Where(line => line.Part is CostPart.Requests or CostPart.S3Requests).Sum(line => line.Dollars);

        (plan.Verdicts[6].Standing == Standing.Ok).ShouldBe(requests <= plan.ProcessingDollars / 2 || bytes >= 10e6);
    }

    [Fact]
    public void Every_verdict_names_a_variable_that_Terraform_has()
    {
        var variables = Declarations.Variables();
        FunctionSetup[] setups =
        [
            Roomy, new(), Roomy with { EventQueue = new() }, Roomy with { EventQueue = new() { MaximumConcurrency = 50 } },
            Roomy with { ReservedConcurrency = 400, MemorySize = 128, LogSamplingRate = 1 },
        ];
        var workloads = new[] { 10e6, 60e6, 100e6 }.Select(p99 => Usual with { P99Bytes = p99, FailureRate = 1e-5 });
        var all = setups.SelectMany(setup => workloads.SelectMany(workload => Judge(workload, setup)));

        all.Select(verdict => verdict.Variable).Distinct().ShouldAllBe(variable => variables.ContainsKey(variable));
    }

    private static Verdict Concurrency(Workload workload, FunctionSetup setup) => Judge(workload, setup)[0];

    private static IReadOnlyList<Verdict> Judge(Workload workload, FunctionSetup setup) =>
        Plan.Create(workload, setup, PriceTable.Default()).Verdicts;
}
