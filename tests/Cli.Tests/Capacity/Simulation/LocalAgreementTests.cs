using System.Collections.Concurrent;
using Compressor.Cli.Capacity.Simulation;
using Compressor.Cli.Capacity.Simulation.Model;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Tests.Local;
using Compressor.Testing;
using Xunit.Abstractions;
using TestContext = Compressor.Cli.Tests.Local.TestContext;

namespace Compressor.Cli.Tests.Capacity.Simulation;

public sealed class LocalAgreementTests(ITestOutputHelper output)
{
    private const int Files = 500;
    private const int Environments = 4;

    /// <summary>
    /// Long enough that the milliseconds between one invocation and the next, which Lambda does not count either, do not matter.
    /// </summary>
    private const double MeanSeconds = 0.2;

    [LongFact]
    public async Task The_simulation_waits_as_long_as_a_real_run_of_500_events_on_4_environments()
    {
        var accepted = new ConcurrentDictionary<string, DateTimeOffset>();
        var finished = new ConcurrentQueue<InvocationFinished>();
        await using var function = new TestFunction();
        await using var running = await function.StartAsync(options => options with { Concurrency = Environments });
        running.Lambda.Happened += happened =>
        {
            if (happened is EventAccepted taken)
            {
                accepted[taken.RequestId] = taken.Time;
            }
            else if (happened is InvocationFinished ended)
            {
                finished.Enqueue(ended);
            }
        };
        var random = new RandomStream(1, 9);
        for (var file = 0; file < Files; file++)
        {
            await running.QueueAsync(new { @do = "sleep", seconds = new LognormalServiceTime(MeanSeconds, 0.5).Sample(random) });
        }

        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);

        var runs = finished.Where(run => accepted.ContainsKey(run.Report.RequestId)).ToList();
        runs.Count.ShouldBe(Files);
        var first = accepted.Values.Min();
        double Took(InvocationFinished run) => (run.Report.DurationMs + (run.Report.InitDurationMs ?? 0)) / 1000;
        var real = runs.Average(run => (run.Time - accepted[run.Report.RequestId]).TotalSeconds - Took(run));
        var simulated = Simulator.Run(new PipelineModel
        {
            Arrivals = new TraceArrivals([.. accepted.Values.Order().Select(time => ((time - first).TotalSeconds, 1))]),
            ServiceTime = new MeasuredServiceTimes([.. runs.Select(run => run.Report.DurationMs / 1000)]),
            InitSeconds = runs.Average(run => run.Report.InitDurationMs ?? 0) / 1000,
            Concurrency = Environments,
            Queue = QueueDiscipline.Fifo,
            NotificationSeconds = 0,
            FailureRate = 0,
        }).MeanWaitSeconds;

        var difference = (simulated / real) - 1;
        output.WriteLine($"mean wait: {real:0.000} s in the real run, {simulated:0.000} s simulated ({difference:+0.0%;-0.0%})");
        simulated.ShouldBe(real, 0.15 * real, $"{real:0.000} s in the real run");
    }
}
