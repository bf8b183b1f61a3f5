using Compressor.Cli.Capacity.Planning;
using Compressor.Cli.Capacity.Planning.Output;
using Compressor.Cli.Capacity.Simulation;
using Compressor.Cli.Capacity.Simulation.Model;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Tests.Capacity.Planning;

/// <summary>
/// A plan of queue mode, against figures reckoned by hand: 1,000,000 files an hour, 0.5 s each of which 0.1 s of CPU are 0.34551 s at
/// 512 / 1,769 of a vCPU, in full batches of ten; one in a thousand fails.
/// </summary>
public sealed class QueuePlanTests
{
    private static readonly Workload Workload = new() { FailureRate = 0.001, BurstFactor = 5, BurstsPerDay = 1 };

    private static readonly FunctionSetup Setup = new()
    {
        DurationSeconds = 0.5,
        InitSeconds = 0.1,
        Preset = new CompressionPreset("balanced", 100, 0.2),
        HandlerCpu = HandlerCpu.None,
        AccountConcurrency = 3000,
        SystemLogs = true,
        EventQueue = new EventQueueSetup { WindowSeconds = 1 },
    };

    private static readonly Plan Full = Plan.Create(Workload, Setup, PriceTable.Default());

    [Fact]
    public void Queue_mode_is_described_by_the_terms_of_Terraforms_variables()
    {
        PlanCommandTests.Read([]).Setup.EventQueue.ShouldBeNull();
        PlanCommandTests.Read(["--event-source", "queue"]).Setup.EventQueue.ShouldBe(new EventQueueSetup());
        PlanCommandTests.Read(
            [
                "--event-source", "queue", "--batch-size", "100", "--batching-window", "2", "--maximum-concurrency", "300",
                "--visibility-timeout", "600", "--max-receive-count", "30",
            ]).Setup.EventQueue.ShouldBe(
            new EventQueueSetup
            {
                BatchSize = 100,
                WindowSeconds = 2,
                MaximumConcurrency = 300,
                VisibilitySeconds = 600,
                MaxReceiveCount = 30,
            });
    }

    [Theory]
    // 720,000 files are received 20 times: 720,000,000 + 720,000 x 19 = 733,680,000 attempts in 73,368,000 batches of
    // 10 x 0.34551 + 0.15449 = 3.60957 s, x 512/1,024 GB x $0.0000166667.
    [InlineData("Lambda compute", 2_206.8957)]
    // 100.27 busy on average, 501.33 in a burst: 100.27 x 720 / 2 + 401.06 x 30 = 48,127.6 starts x 0.1 s x 0.5 GB x $0.0000166667.
    [InlineData("Lambda init", 0.0401064)]
    [InlineData("Lambda requests", 14.6736)]
    // 720 million sends, 2 x 73.368 million receives and deletes, 5 x 2,592,000 s / 20 s empty polls, x $0.40 a million.
    [InlineData("SQS requests", 346.9536)]
    [InlineData("S3 PUT", 3_596.4)]
    [InlineData("S3 GET", 293.472)]
    // (733,680,000 - 14,400,000) x 1 % x 650 B + 14,400,000 x 2,900 B = 46.43532 GB x $0.50.
    [InlineData("Logs, application", 23.21766)]
    // A batch has one START and one REPORT: 73,368,000 x 750 B = 55.026 GB x $0.50.
    [InlineData("Logs, system", 27.513)]
    // 5 x $0.30; 12 x $0.10.
    [InlineData("Metrics of the mapping", 1.5)]
    [InlineData("Alarms", 1.2)]
    public void A_line_is_its_quantity_at_its_price(string component, double dollars) =>
        Full.Lines.Single(line => line.Component == component).Dollars.ShouldBe(dollars, Math.Max(1e-5, dollars * 1e-5));

    [Fact]
    public void Without_a_window_each_file_has_an_invocation_and_a_window_is_advised_with_what_it_saves()
    {
        var plan = Plan.Create(Workload, Setup with { EventQueue = new() }, PriceTable.Default());

        plan.Demand.FilesPerInvocation.ShouldBe(1);
        plan.Demand.DurationSeconds.ShouldBe(0.5);

        // A send, a receive and a delete each: 720 + 2 x 733.68 + 0.648 million x $0.40.
        plan.Lines.Single(line => line.Component == "SQS requests").Dollars.ShouldBe(875.2032, 0.001);
        var verdict = plan.Verdicts.Single(known => known.Bottleneck == Bottleneck.Batches);
        verdict.Standing.ShouldBe(Standing.Watch);
        verdict.Figure.ShouldBe("1 of 10 files in an invocation, on average");
        verdict.Advice.ShouldStartWith($"1 s fill the batches, and save ${plan.ProcessingDollars - Full.ProcessingDollars:N0} a month");
        Full.Verdicts.Single(known => known.Bottleneck == Bottleneck.Batches).Standing.ShouldBe(Standing.Ok);
    }

    [Theory]
    [InlineData(360, 5, 1.5)] // one in ten seconds: half of the time another one comes
    [InlineData(36_000, 0.5, 6)]
    [InlineData(36_000, 20, 10)]
    public void A_window_gathers_what_comes_within_it(double filesPerHour, double window, double files) =>
        Demand.Create(Workload with { FilesPerHour = filesPerHour }, Setup with { EventQueue = new() { WindowSeconds = window } })
            .FilesPerInvocation.ShouldBe(files, 1e-9);

    [Fact]
    public void Few_files_do_not_fill_batches_whatever_the_window() =>
        Plan.Create(Workload with { FilesPerHour = 100 }, Setup, PriceTable.Default()).Verdicts
            .Single(known => known.Bottleneck == Bottleneck.Batches).Standing.ShouldBe(Standing.Ok);

    [Theory]
    [InlineData(1250, "Ok")] // 501 and three standard deviations are 569
    [InlineData(200, "Watch")]
    [InlineData(100, "Act")] // 101 and three standard deviations on average
    public void The_mapping_must_hand_over_what_a_burst_needs(int maximum, string standing) =>
        Judge(Bottleneck.EventSourceMapping, new EventQueueSetup { WindowSeconds = 1, MaximumConcurrency = maximum }).Standing.ToString()
            .ShouldBe(standing);

    [Fact]
    public void The_mapping_climbs_to_a_burst_as_the_simulation_of_it_does()
    {
        // (569 - 100.27) / 5 a second = 93.7 s; 1,388.9 - 277.8 files a second are missing at first, half of them all the way: 52,082.
        Judge(Bottleneck.EventSourceMapping, Setup.EventQueue!).Figure.ShouldContain(": 93.7 s to the 569 of a burst, with 52,082 files");

        var simulated = Simulator.Run(new PipelineModel
        {
            Arrivals = PoissonArrivals.Burst(600, Workload.FilesPerSecond, 5, 150, 200),
            ServiceTime = new FixedServiceTime(0.5),
            WaitingSeconds = Full.Demand.WaitingSeconds,
            Concurrency = 2000,
            FailureRate = 0,
            EventQueue = Setup.EventQueue,
        });
        simulated.PeakWaiting.ShouldBeInRange(35_000, 70_000);
    }

    [Fact]
    public void An_outage_that_retries_outlast_is_named()
    {
        // 19 x 3,600 s = 19 h; a message lives 7 - 1 = 6 days.
        var verdict = Plan.Create(Workload with { FailureRate = 1e-6 }, Setup, PriceTable.Default()).Verdicts
            .Single(known => known.Bottleneck == Bottleneck.FailureHandling);

        verdict.Advice.ShouldContain("20 receives");
        verdict.Advice.ShouldContain("19 h");
        verdict.Figure.ShouldContain("144 h");
    }

    [Fact]
    public void The_deployed_way_comes_first_and_costs_what_the_bill_says()
    {
        Full.Alternatives[0].Name.ShouldBe("S3 -> SQS -> Lambda");
        Full.Alternatives[0].Dollars.ShouldBe(Full.ProcessingDollars, 1e-6);
        var direct = Plan.Create(Workload, Setup with { EventQueue = null }, PriceTable.Default());
        Full.Alternatives[1].Dollars.ShouldBe(direct.ProcessingDollars, 1e-6);
        direct.Alternatives[1].Dollars.ShouldBe(Full.ProcessingDollars, 1e-6, "where there is no queue, one with a window is weighed");
    }

    [Fact]
    public void The_invocation_is_told_with_the_files_that_it_has() => PlanText.Invocation(Full.Demand).ShouldBe(
        "An average invocation: 10 files that overlap, each 10 MB in, 2 MB out, 100 ms of CPU; 3.61 s for all at 512 MB on x86_64.");

    private static Verdict Judge(Bottleneck bottleneck, EventQueueSetup queue) =>
        Plan.Create(Workload, Setup with { EventQueue = queue }, PriceTable.Default()).Verdicts
            .Single(verdict => verdict.Bottleneck == bottleneck);
}
