using Compressor.Cli.Capacity.Planning;
using Compressor.Cli.Capacity.Simulation;
using Compressor.Cli.Capacity.Simulation.Model;

namespace Compressor.Cli.Tests.Capacity.Simulation;

/// <summary>Queue mode: batches, retries after the visibility timeout, dead letters, scaling.</summary>
public sealed class QueueSimulatorTests
{
    /// <summary>100 files a second for 10 minutes, 0.5 s each, of which 0.2 s wait for S3.</summary>
    private static readonly PipelineModel Calm = new()
    {
        Arrivals = PoissonArrivals.Constant(600, 100),
        ServiceTime = new FixedServiceTime(0.5),
        Concurrency = 200,
        FailureRate = 0,
        WaitingSeconds = 0.2,
        EventQueue = new(),
    };

    [Fact]
    public void Full_batches_are_billed_for_their_work_and_for_waiting_once()
    {
        var result = Simulator.Run(Calm with { EventQueue = Calm.EventQueue! with { WindowSeconds = 5 } });

        result.Archived.ShouldBe(result.Files);
        ((double)result.Attempts / result.Batches).ShouldBeGreaterThan(9.9);

        // 10 x 0.3 s + 0.2 s a batch.
        (result.BilledSeconds / result.Files).ShouldBe(0.32, 0.01);
    }

    [Fact]
    public void Without_a_window_a_batch_has_what_there_is()
    {
        var result = Simulator.Run(Calm);

        result.Archived.ShouldBe(result.Files);
        ((double)result.Attempts / result.Batches).ShouldBeLessThan(5);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(120)]
    public void An_outage_makes_no_dead_letter_and_loses_nothing(double minutes)
    {
        var result = Simulator.Run(Calm with { Outage = (60, 60 + (minutes * 60)) });

        result.Archived.ShouldBe(result.Files);
        result.DeadLetters.ShouldBeEmpty();
        result.Failures.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void In_an_outage_no_more_messages_are_received_than_SQS_lets_be_in_flight()
    {
        // 500 files a second for 10 minutes are 300,000: 120,000 of them are received and fail, and are received again once an hour.
        var result = Simulator.Run(Calm with { Arrivals = PoissonArrivals.Constant(600, 500), Outage = (0, 9000) });

        result.Failures.ShouldBe(3 * EventQueueSetup.MessagesInFlight, "at the start, after one hour and after two");
        result.Archived.ShouldBe(result.Files);
        result.DeadLetters.ShouldBeEmpty();
    }

    [Fact]
    public void A_poison_message_is_a_dead_letter_within_a_day()
    {
        var result = Simulator.Run(Calm with { FailureRate = 0.0005 });

        result.DeadLetters.Keys.ShouldBe([EventQueueSetup.ReceivedTooOften]);
        (result.Archived + result.DeadLetters.Values.Sum()).ShouldBe(result.Files);
        result.EndSeconds.ShouldBeLessThan(24 * 3600 + 600);
    }

    [Fact]
    public void The_mapping_begins_with_five_batches_and_adds_five_a_second()
    {
        var burst = Calm with
        {
            Arrivals = PoissonArrivals.Constant(20, 5000),
            Concurrency = 1000,
            SampleSeconds = 1,
        };

        var busy = Simulator.Run(burst).Samples.ToDictionary(sample => (int)sample.Second, sample => sample.Busy);

        busy[2].ShouldBeInRange(5, 12);
        busy[12].ShouldBeInRange(45, 65);
    }
}
