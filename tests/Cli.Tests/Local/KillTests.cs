using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Compressor.Cli.Local;
using Compressor.Cli.Local.Invocations;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Local;

/// <summary>
/// Environments that are killed at any moment: whatever happens, each event is done or in the dead-letter queue, and the counters say so.
/// </summary>
[Integration]
public class KillTests
{
    private const int Kills = 12;
    private const int EventsPerKill = 6;
    private const int Seed = 20_261_124;

    [Fact]
    public async Task With_environments_killed_at_random_no_event_is_lost_and_the_counts_add_up()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync(
            options => options with { Concurrency = 2, RetryDelays = [TimeSpan.FromMilliseconds(20)] });
        var finished = new ConcurrentQueue<InvocationFinished>();
        running.Lambda.Happened += happened =>
        {
            if (happened is InvocationFinished invocation)
            {
                finished.Enqueue(invocation);
            }
        };

        var random = new Random(Seed);
        var ids = new List<string>();
        for (var kills = 0; kills < Kills;)
        {
            for (var i = 0; i < EventsPerKill; i++)
            {
                ids.Add(await running.QueueAsync(new { @do = "print", text = $"event {ids.Count}" }));
            }

            await TestContext.UntilAsync(() => running.Lambda.ProcessIds.Count > 0);
            await Task.Delay(random.Next(20));
            kills += TryKillOne(running.Lambda, random) ? 1 : 0;
        }

        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);

        var done = finished.Where(invocation => invocation.ErrorType is null).Select(invocation => invocation.Report.RequestId).ToList();
        var letters = function.DeadLetters.Messages.Select(
            letter => letter.GetProperty("requestContext").GetProperty("requestId").GetString()!).ToList();
        done.Concat(letters).Order().ShouldBe(ids.Order(), "each event once: done or a dead letter");
        var snapshot = running.Lambda.Snapshot;
        (
            snapshot.Accepted,
            snapshot.Done,
            snapshot.DeadLetters,
            snapshot.Lost,
            snapshot.Queued,
            snapshot.Running).ShouldBe((ids.Count, done.Count, letters.Count, 0, 0, 0));
        running.Lambda.Reports.Count.ShouldBe((int)(snapshot.Done + snapshot.Failed));
        finished.Where(invocation => invocation.ErrorType is not null).ShouldAllBe(
            invocation => invocation.ErrorType == "Runtime.ExitError");
    }

    [Fact]
    public async Task Timeouts_crashes_and_errors_side_by_side_each_end_in_the_dead_letter_queue_under_their_own_name()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync(options => options with
        {
            Concurrency = 2,
            Timeout = TimeSpan.FromSeconds(5), // A start and 300 MB take 2 s where pages are dear and the machine has other work.
            Deployment = options.Deployment with { MaximumRetryAttempts = 1 },
        });
        object[] events =
        [
            new { @do = "hang" }, new { @do = "exit", code = 1 }, new { @do = "kill" }, new { @do = "allocate", megabytes = 300 },
            new { @do = "error", type = "KeyCollision" }, new { @do = "linger" }, new { @do = "echo" }, new { @do = "echo" },
        ];

        foreach (var each in events)
        {
            await running.QueueAsync(each);
        }

        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);

        function.DeadLetters.Messages.Select(letter => letter.GetProperty("responsePayload").GetProperty("errorType").GetString())
            .Order()
            .ShouldBe(
            ["KeyCollision", "Runtime.ExitError", "Runtime.ExitError", "Runtime.ExitError", "Sandbox.Timedout", "Sandbox.Timedout"]);
        (running.Lambda.Snapshot.Done, running.Lambda.Snapshot.Failed).ShouldBe((2, 12));
    }

    private static bool TryKillOne(LocalLambda lambda, Random random)
    {
        try
        {
            var processes = lambda.ProcessIds;
            Process.GetProcessById(processes[random.Next(processes.Count)]).Kill();
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // None runs at this moment, or it ended first.
            return false;
        }
    }
}
