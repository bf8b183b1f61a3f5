using Compressor.Cli.Capacity.Simulation;
using Compressor.Cli.Capacity.Simulation.Model;

namespace Compressor.Cli.Tests.Capacity.Simulation;

public sealed class SimulatorTests
{
    /// <summary>100 files a second for 10 minutes, 0.5 s each: 50 environments at work.</summary>
    private static readonly PipelineModel Calm = new()
    {
        Arrivals = PoissonArrivals.Constant(600, 100),
        ServiceTime = new LognormalServiceTime(0.5, 0.3),
        Concurrency = 200,
        FailureRate = 0,
    };

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        var (one, other) = (Simulator.Run(Calm with { FaultRate = 0.01 }), Simulator.Run(Calm with { FaultRate = 0.01 }));

        other.Latencies.ShouldBe(one.Latencies);
        other.Samples.ShouldBe(one.Samples);
        Simulator.Run(Calm with { FaultRate = 0.01, Seed = 2 }).Latencies.ShouldNotBe(one.Latencies);
    }

    [Fact]
    public void Every_file_is_archived_where_nothing_fails()
    {
        var result = Simulator.Run(Calm);

        result.Archived.ShouldBe(result.Files);
        result.Attempts.ShouldBe(result.Files);
        result.Lost.ShouldBe(0);
    }

    [Theory]
    [InlineData("Backoff")]
    [InlineData("Fifo")]
    public void No_file_is_lost_under_faults_bursts_and_an_outage(string queue)
    {
        var result = Simulator.Run(Calm with
        {
            Arrivals = PoissonArrivals.Burst(600, 100, 5, 100, 200),
            FaultRate = 0.2,
            FailureRate = 0.001,
            Outage = (250, 400),
            Queue = Enum.Parse<QueueDiscipline>(queue),
            MaxEventAgeSeconds = 900,
        });

        result.Lost.ShouldBe(0);
        (result.Archived + result.DeadLetters.Values.Sum()).ShouldBe(result.Files);
        result.DeadLetters.Values.Sum().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_file_that_always_fails_is_tried_three_times_and_becomes_a_dead_letter()
    {
        var result = Simulator.Run(Calm with
        {
            Arrivals = new TraceArrivals([(0, 10)]),
            ServiceTime = new FixedServiceTime(0.5),
            FailureRate = 1,
            InitSeconds = 0,
        });

        result.DeadLetters["RetriesExhausted"].ShouldBe(10);
        result.Attempts.ShouldBe(30);
        // 1 s to the queue, 0.5 s, 60 s, 0.5 s, 120 s, 0.5 s.
        result.EndSeconds.ShouldBe(182.5, 1e-9);
    }

    [Fact]
    public void Faults_that_pass_are_made_good_by_retries()
    {
        var result = Simulator.Run(Calm with { FaultRate = 0.1 });

        // One in a thousand fails three times: of 60,000 about 60.
        result.DeadLetters["RetriesExhausted"].ShouldBeInRange(30, 90);
        ((double)result.Failures / result.Attempts).ShouldBe(0.1, 0.005);
        result.Latency(0.99).ShouldBeGreaterThan(60);
    }

    [Fact]
    public void Events_that_wait_too_long_become_dead_letters()
    {
        var result = Simulator.Run(Calm with { Concurrency = 5, MaxEventAgeSeconds = 60, Queue = QueueDiscipline.Fifo });

        result.DeadLetters["EventAgeExceeded"].ShouldBeGreaterThan(0);
        result.Latency(1).ShouldBeLessThan(60 + 1 + 5);
        result.Lost.ShouldBe(0);
    }

    [Fact]
    public void No_more_environments_work_than_may()
    {
        var result = Simulator.Run(Calm with { Concurrency = 40 });

        result.PeakConcurrency.ShouldBe(40);
        result.Throttles.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Environments_start_at_a_thousand_in_ten_seconds()
    {
        // 3,000 files at once, 100 s each: 1,000 start at once, 100 a second follow, so that the last one starts after 20 s.
        var result = Simulator.Run(Calm with
        {
            Arrivals = new TraceArrivals([(0, 3000)]),
            ServiceTime = new FixedServiceTime(100),
            Concurrency = 5000,
            Queue = QueueDiscipline.Fifo,
            NotificationSeconds = 0,
            InitSeconds = 0,
        });

        result.ColdStarts.ShouldBe(3000);
        result.EndSeconds.ShouldBe(120, 0.1);
    }

    [Fact]
    public void A_cold_start_makes_the_first_invocation_longer()
    {
        var result = Simulator.Run(Calm with
        {
            Arrivals = new TraceArrivals([(0, 1), (10, 1)]),
            ServiceTime = new FixedServiceTime(0.5),
            InitSeconds = 2,
            NotificationSeconds = 0,
        });

        result.Latencies.ShouldBe([0.5, 2.5]);
        result.ColdStarts.ShouldBe(1);
        result.BilledSeconds.ShouldBe(3);
    }

    [Fact]
    public void An_idle_environment_goes_away() =>
        Simulator.Run(Calm with { Arrivals = new TraceArrivals([(0, 1), (1000, 1)]), IdleSeconds = 420 }).ColdStarts.ShouldBe(2);

    [Fact]
    public void One_partition_refuses_more_than_3500_writes_a_second_until_it_is_split()
    {
        var model = Calm with
        {
            Arrivals = PoissonArrivals.Constant(900, 5000),
            Concurrency = 20_000,
            StartsPerTenSeconds = 1e6,
            SecondsToSplit = 60,
        };

        var sharded = Simulator.Run(model);
        var unsharded = Simulator.Run(model with { MaxPartitions = 1, Arrivals = PoissonArrivals.Constant(60, 5000) });

        sharded.Partitions.ShouldBe(2);
        sharded.S3Refusals.ShouldBeGreaterThan(0);
        sharded.Lost.ShouldBe(0);
        unsharded.Partitions.ShouldBe(1);
        unsharded.Failures.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void The_sweep_finds_the_smallest_limit_that_keeps_the_target()
    {
        var model = Calm with { Queue = QueueDiscipline.Fifo, Arrivals = PoissonArrivals.Burst(600, 100, 3, 100, 200) };

        var (smallest, runs) = ConcurrencySweep.Find(model, 20, 300, 5, CancellationToken.None);

        var found = smallest.ShouldNotBeNull();
        Simulator.Run(model with { Concurrency = found }).Latency(0.99).ShouldBeLessThanOrEqualTo(5);
        Simulator.Run(model with { Concurrency = found - 1 }).Latency(0.99).ShouldBeGreaterThan(5);
        runs.Count.ShouldBeLessThan(15);
    }

    [Fact]
    public void The_sweep_says_where_no_limit_is_enough() =>
        ConcurrencySweep.Find(Calm, 1, 5, 1.2, CancellationToken.None).Smallest.ShouldBeNull();

    [Fact]
    public void It_can_be_interrupted() =>
        Should.Throw<OperationCanceledException>(() => Simulator.Run(Calm, new CancellationToken(canceled: true)));
}
