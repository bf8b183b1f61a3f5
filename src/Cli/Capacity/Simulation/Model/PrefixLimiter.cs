using Compressor.Cli.Capacity.Planning;
using Compressor.Core.Keys;

namespace Compressor.Cli.Capacity.Simulation.Model;

/// <summary>S3's request rates: so many a second for each partition, 503 beyond, and a split of partitions that stay too busy.</summary>
/// <param name="model">Partitions at the start and at most.</param>
internal sealed class PrefixLimiter(PipelineModel model)
{
    /// <summary>Attempts that the SDK makes in all for a request that S3 refuses.</summary>
    public const int Attempts = 4;

    // Requests in the near future are counted too, in a ring of seconds.
    private const int Ring = 2048;
    private const int MaxPartitions = KeyMapping.ShardCount;

    private readonly int[] _reads = new int[Ring * MaxPartitions];
    private readonly int[] _writes = new int[Ring * MaxPartitions];
    private readonly long[] _seconds = new long[Ring];
    private long _lastRefusal = -1;
    private int _refusalSeconds;

    /// <summary>Partitions by now.</summary>
    public int Partitions { get; private set; } = Math.Min(model.Partitions, MaxPartitions);

    /// <summary>Requests that were answered with 503.</summary>
    public long Refused { get; private set; }

    /// <summary>Sends a request and, where S3 refuses it, sends it again as the SDK does.</summary>
    /// <param name="at">When it is first sent.</param>
    /// <param name="writes">PUT or GET.</param>
    /// <param name="key">Spread evenly over partitions, from 0.</param>
    /// <param name="random">For the waiting times.</param>
    /// <returns>Seconds that refusals cost, or null where all attempts were refused.</returns>
    public double? Send(double at, bool writes, int key, RandomStream random)
    {
        var waited = 0.0;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (TryServe(at + waited, writes, key % Partitions))
            {
                return waited;
            }

            // Exponential backoff with full jitter, as the SDK's standard mode has it.
            waited += random.Uniform() * Math.Min(20, 1 << attempt);
        }

        return null;
    }

    private bool TryServe(double at, bool writes, int partition)
    {
        var second = (long)at;
        var slot = (int)(second % Ring);
        if (_seconds[slot] != second)
        {
            _seconds[slot] = second;
            Array.Clear(_reads, slot * MaxPartitions, MaxPartitions);
            Array.Clear(_writes, slot * MaxPartitions, MaxPartitions);
        }

        ref var count = ref (writes ? _writes : _reads)[(slot * MaxPartitions) + partition];
        if (count < (writes ? PrefixRates.WritesPerSecond : PrefixRates.ReadsPerSecond))
        {
            count++;
            return true;
        }

        Refused++;
        if (second > _lastRefusal)
        {
            _lastRefusal = second;
            if (++_refusalSeconds >= model.SecondsToSplit && Partitions < model.MaxPartitions)
            {
                Partitions = Math.Min(Partitions * 2, model.MaxPartitions);
                _refusalSeconds = 0;
            }
        }

        return false;
    }
}
