using System.CommandLine;
using Compressor.Cli.Capacity.Simulation.Model;
using Compressor.Toolkit.CommandLine;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Cli.Capacity.Simulation;

/// <summary>The limits that a sweep tries.</summary>
/// <param name="Low">The smallest.</param>
/// <param name="High">The largest.</param>
internal sealed record SweepRange(int Low, int High)
{
    private const string Name = "reserved_concurrency=";

    /// <summary>Reads <c>reserved_concurrency=200..2000</c>.</summary>
    /// <exception cref="CommandException">The text has another form.</exception>
    public static SweepRange Parse(string text)
    {
        var parts = text.StartsWith(Name, StringComparison.Ordinal) ? text[Name.Length..].Split("..") : [];
        return parts.Length == 2 && int.TryParse(parts[0], out var low) && int.TryParse(parts[1], out var high)
            && low >= 1 && high > low && high <= 1_000_000
            ? new SweepRange(low, high)
            : throw new CommandException($"--sweep '{text}' is not {Name}LOW..HIGH, such as {Name}200..2000");
    }
}

/// <summary>The options of a sweep: which limits to try, for which target.</summary>
internal sealed class SweepOptions
{
    private readonly Option<string?> _range = new("--sweep")
    {
        Description = "Find the smallest limit with which p99 stays within --target-p99.",
        HelpName = "reserved_concurrency=LOW..HIGH",
    };

    private readonly Option<double> _target = Create(
        "--target-p99", "The time from upload to archive, in seconds, that 99 of 100 files may take.", "seconds", Between(0.001, 1e6), 60);

    public void AddTo(Command command) => command.Add(_range, _target);

    /// <summary>Reads what to search for; null where one limit is simulated.</summary>
    /// <exception cref="CommandException">The range has another form.</exception>
    public SweepSearch? Read(ParseResult parsed) => parsed.GetValue(_range) is { } text
        ? new SweepSearch(SweepRange.Parse(text), parsed.GetRequiredValue(_target))
        : null;
}

/// <summary>What a sweep looks for.</summary>
/// <param name="Range">The limits that it tries.</param>
/// <param name="TargetSeconds">The time from upload to archive, in seconds, that 99 of 100 files may take.</param>
internal sealed record SweepSearch(SweepRange Range, double TargetSeconds);

/// <summary>A simulation. With a sweep, its result belongs to the limit that was found, or to the largest one.</summary>
/// <param name="Result">What came of the simulation.</param>
/// <param name="Search">What was looked for; null without a sweep.</param>
/// <param name="Smallest">The smallest limit that meets the target; null where none does.</param>
/// <param name="Runs">The runs of the sweep, by limit.</param>
internal sealed record SimulationOutcome(SimulationResult Result, SweepSearch? Search, int? Smallest, IReadOnlyList<SweepRun> Runs)
{
    /// <summary>Runs the model, once or for each limit that the search tries.</summary>
    public static SimulationOutcome Run(PipelineModel model, SweepSearch? search, CancellationToken cancellationToken)
    {
        if (search is null)
        {
            return new(Simulator.Run(model, cancellationToken), null, null, []);
        }

        var (range, target) = search;
        var (smallest, runs) = ConcurrencySweep.Find(model, range.Low, range.High, target, cancellationToken);
        return new(Simulator.Run(model with { Concurrency = smallest ?? range.High }, cancellationToken), search, smallest, runs);
    }
}

/// <summary>A run of a sweep.</summary>
/// <param name="Concurrency">Environments at most.</param>
/// <param name="P99Seconds">Seconds from upload to archive that 99 of 100 files do not exceed.</param>
/// <param name="DeadLetters">Events that were given up.</param>
/// <param name="MeetsTarget">Whether p99 is within the target and nothing was given up for its age.</param>
internal sealed record SweepRun(int Concurrency, double P99Seconds, long DeadLetters, bool MeetsTarget);

/// <summary>Finds the smallest limit that keeps p99 within a target, by halving.</summary>
internal static class ConcurrencySweep
{
    /// <summary>Tries limits from <paramref name="low"/> to <paramref name="high"/>.</summary>
    /// <returns>The smallest that meets the target, or null where none does, and all runs that were made, by limit.</returns>
    public static (int? Smallest, IReadOnlyList<SweepRun> Runs) Find(
        PipelineModel model, int low, int high, double targetSeconds, CancellationToken cancellationToken)
    {
        var runs = new SortedDictionary<int, SweepRun>();
        SweepRun Try(int concurrency)
        {
            var result = Simulator.Run(model with { Concurrency = concurrency }, cancellationToken);
            var p99 = result.Latency(0.99);
            var meetsTarget = p99 <= targetSeconds && result.DeadLetters.GetValueOrDefault(SimulationResult.TooOld) == 0;
            return runs[concurrency] = new SweepRun(concurrency, p99, result.DeadLetters.Values.Sum(), meetsTarget);
        }

        if (!Try(high).MeetsTarget)
        {
            return (null, [.. runs.Values]);
        }

        if (Try(low).MeetsTarget)
        {
            return (low, [.. runs.Values]);
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = Try(middle).MeetsTarget ? (low, middle) : (middle, high);
        }

        return (high, [.. runs.Values]);
    }
}
