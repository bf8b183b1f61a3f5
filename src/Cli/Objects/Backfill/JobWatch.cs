using System.Diagnostics;
using Amazon.S3;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Reports;
using Compressor.Toolkit.Units;
using Spectre.Console;
using static System.FormattableString;

namespace Compressor.Cli.Objects.Backfill;

/// <summary>Shows how far a job of S3 Batch Operations is, and how it ended.</summary>
internal sealed class JobWatch(S3ControlApi api, IAmazonS3 s3, IAnsiConsole console)
{
    private const int BarWidth = 30;

    /// <summary>The first wait; each other one is twice as long, up to the last.</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(5);

    /// <summary>Waits until a job is over, behind a progress bar.</summary>
    /// <exception cref="S3ControlException">It cannot be seen.</exception>
    public async Task<BatchJobState> FollowAsync(string id, IRunProgress progress, CancellationToken cancellationToken)
    {
        var (state, clock) = (await api.DescribeJobAsync(id, cancellationToken), Stopwatch.StartNew());
        await progress.FollowAsync(
            $"S3 Batch Operations, job {id}",
            async () =>
            {
                for (var wait = FirstWait; !state.IsOver; wait = wait * 2 < LastWait ? wait * 2 : LastWait)
                {
                    await Task.Delay(wait, cancellationToken);
                    state = await api.DescribeJobAsync(id, cancellationToken);
                }
            },
            () => Line(state, clock.Elapsed));
        return state;
    }

    /// <summary>Prints where a job is, and what failed once it is over.</summary>
    /// <returns>The exit code: 1 where objects failed, or the job did.</returns>
    public async Task<int> PrintAsync(BatchJobState state, CancellationToken cancellationToken)
    {
        console.WriteUnbroken(Invariant(
            $"{state.Status}: {state.Succeeded:N0} of {state.Tasks:N0} objects succeeded, {state.Failed:N0} failed."));
        foreach (var reason in state.Reasons)
        {
            console.WriteUnbroken($"The job failed: {reason}");
        }

        if (!state.IsOver)
        {
            return 0;
        }

        if (state is { Failed: > 0, ReportBucket: not null })
        {
            Print(await FailedTasks.ReadAsync(s3, state, cancellationToken));
            console.WriteUnbroken($"The report: s3://{state.ReportBucket}/{state.ReportKey}");
        }

        return state is { Status: "Complete", Failed: 0 } ? 0 : CommandRunner.Problems;
    }

    /// <summary>A bar, the counts, and what is left if it goes on as it did.</summary>
    internal static string Line(BatchJobState state, TimeSpan elapsed)
    {
        var done = state.Succeeded + state.Failed;
        if (state.Tasks == 0 || done == 0)
        {
            return $"{state.Status}: S3 is reading the manifest";
        }

        var filled = (int)(BarWidth * done / state.Tasks);
        var (bar, rate) = (new string('#', filled) + new string('.', BarWidth - filled), done / Math.Max(elapsed.TotalSeconds, 0.001));
        return Invariant($"[{bar}] {done:N0} of {state.Tasks:N0}, {state.Failed:N0} failed, {rate:N0}/s, ")
            + $"about {Durations.Format((state.Tasks - done) / rate)} left";
    }

    private void Print(IReadOnlyList<FailedTasks> groups) => console.Write(new DataTable(
        "What failed",
        [new("error type"), new("objects", IsNumber: true), new("for example")],
        [
            .. groups.Select(group => new Cell[]
            {
                group.ErrorType, Invariant($"{group.Count:N0}"), $"{group.Example}: {group.Message}",
            }),
        ]));
}
