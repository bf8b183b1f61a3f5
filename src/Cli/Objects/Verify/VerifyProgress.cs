using System.Diagnostics;
using System.Globalization;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Objects.Verify;

/// <summary>How far a verification is, in one line, with what is left of it where that can be told.</summary>
/// <param name="ranges">How many pieces the bucket has.</param>
/// <param name="checkpoint">Knows how many of them are done.</param>
/// <param name="counters">Reads the counters.</param>
internal sealed class VerifyProgress(int ranges, VerifyCheckpoint checkpoint, Func<VerifyCounters> counters)
{
    /// <summary>So many pieces of equal size tell how large the others are.</summary>
    private const int EnoughPieces = 16;

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>
    /// Returns the line. Shards are pieces of about the same size, as their names are hashes: once some are done, the others can be
    /// estimated. Sources that are not in shards lie in a few pieces, and nobody knows how many there are.
    /// </summary>
    public override string ToString()
    {
        var (now, done) = (counters(), checkpoint.Done);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{now[VerifyCount.Checked]:N0} checked, {now.Problems:N0} problems, {done} of {ranges} pieces");
        var rate = (now.Seen - checkpoint.SeenBefore) / _clock.Elapsed.TotalSeconds;
        var left = ((double)checkpoint.SeenInDone / done * ranges) - now.Seen;
        return done < EnoughPieces || rate <= 0 || left < 0
            ? line
            : $"{line}, about {Durations.Format(left / rate)} left if shards are alike";
    }
}
