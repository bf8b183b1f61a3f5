using Compressor.Cli.Capacity.Simulation;
using Compressor.Cli.Capacity.Simulation.Model;

namespace Compressor.Cli.Tests.Capacity.Simulation;

/// <summary>
/// The simulation against closed formulas, where there are any: first come first served, environments that are always warm.
/// </summary>
public sealed class QueueingTheoryTests
{
    [Theory]
    [InlineData(10, 8.0)]
    [InlineData(10, 9.0)]
    [InlineData(50, 45.0)]
    public void Waiting_agrees_with_Erlang_C(int servers, double load)
    {
        // M/M/c with a mean service of 1 s: the mean wait is C(c, a) / (c - a).
        var result = Simulator.Run(Theory(servers, load, new ExponentialServiceTime(1), 100_000));

        result.MeanWaitSeconds.ShouldBe(ErlangC(servers, load) / (servers - load), 0.08 * ErlangC(servers, load) / (servers - load));
    }

    [Theory]
    [InlineData(0.0, 0.7)]
    [InlineData(0.5, 0.7)]
    [InlineData(1.5, 0.5)]
    public void Waiting_for_one_server_agrees_with_Pollaczek_and_Khinchine(double variation, double load)
    {
        // M/G/1 with a mean service of 1 s: the mean wait is load x (1 + variation²) / (2 x (1 - load)).
        ServiceTime serviceTime = variation == 0 ? new FixedServiceTime(1) : new LognormalServiceTime(1, variation);
        var result = Simulator.Run(Theory(1, load, serviceTime, 600_000));

        var expected = load * (1 + (variation * variation)) / (2 * (1 - load));
        result.MeanWaitSeconds.ShouldBe(expected, 0.05 * expected);
    }

    [Fact]
    public void Waiting_for_many_servers_agrees_with_Allen_and_Cunneen()
    {
        // M/G/c, approximately: the wait of M/M/c x (1 + variation²) / 2.
        var result = Simulator.Run(Theory(10, 9, new LognormalServiceTime(1, 0.5), 200_000));

        var expected = ErlangC(10, 9) / (10 - 9) * (1 + 0.25) / 2;
        result.MeanWaitSeconds.ShouldBe(expected, 0.1 * expected);
    }

    [Fact]
    public void Busy_environments_agree_with_Littles_law()
    {
        // 200 files a second x 0.5 s = 100 at work on average, whatever the distribution and however long files wait.
        var model = Theory(120, 0, new LognormalServiceTime(0.5, 1), 0) with { Arrivals = PoissonArrivals.Constant(2000, 200) };

        Simulator.Run(model).MeanBusy.ShouldBe(100, 1);
    }

    [Fact]
    public void Waiting_events_agree_with_Littles_law()
    {
        // The mean number that wait = arrivals a second x the mean wait.
        var model = Theory(10, 9, new ExponentialServiceTime(1), 100_000) with { SampleSeconds = 0.5 };

        var result = Simulator.Run(model);

        var expected = result.Files / result.EndSeconds * result.MeanWaitSeconds;
        result.Samples.Average(sample => sample.Waiting).ShouldBe(expected, 0.02 * 9 * result.MeanWaitSeconds);
    }

    [Fact]
    public void Without_a_limit_the_number_at_work_is_Poisson()
    {
        // M/G/infinity: mean and variance are both arrivals x mean duration = 50.
        var model = Theory(1000, 0, new LognormalServiceTime(1, 0.5), 0);
        var result = Simulator.Run(model with { Arrivals = PoissonArrivals.Constant(20_000, 50), SampleSeconds = 4 });

        var busy = result.Samples.Where(sample => sample.Second is > 20 and < 20_000).Select(sample => (double)sample.Busy).ToList();
        var mean = busy.Average();
        mean.ShouldBe(50, 1);
        busy.Average(value => (value - mean) * (value - mean)).ShouldBe(50, 4);
    }

    private static PipelineModel Theory(int servers, double load, ServiceTime serviceTime, double seconds) => new()
    {
        Arrivals = PoissonArrivals.Constant(seconds, Math.Max(load, 1e-9)),
        ServiceTime = serviceTime,
        Concurrency = servers,
        WarmAtStart = servers,
        IdleSeconds = double.PositiveInfinity,
        Queue = QueueDiscipline.Fifo,
        NotificationSeconds = 0,
        FailureRate = 0,
        MaxEventAgeSeconds = double.PositiveInfinity,
    };

    /// <summary>The share of arrivals that find all servers busy, by the recursion of Erlang B.</summary>
    private static double ErlangC(int servers, double load)
    {
        var blocked = 1.0;
        for (var server = 1; server <= servers; server++)
        {
            blocked = load * blocked / (server + (load * blocked));
        }

        return blocked / (1 - (load / servers * (1 - blocked)));
    }
}

/// <summary>Exponential service times: the ones that queueing theory has closed formulas for.</summary>
internal sealed record ExponentialServiceTime(double Seconds) : ServiceTime
{
    public override double Sample(RandomStream random) => Seconds * random.Exponential();
}
