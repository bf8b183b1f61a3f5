using Compressor.Core.Keys;

namespace Compressor.Cli.Capacity.Simulation.Model;

/// <summary>
/// What comes of an attempt: how long it takes, and whether it fails, by faults of its own, an outage, a file that always fails, or
/// S3's refusals.
/// </summary>
/// <param name="model">Service times and faults.</param>
/// <param name="s3">Takes the requests.</param>
internal sealed class Attempts(PipelineModel model, PrefixLimiter s3)
{
    private readonly RandomStream _durations = new(model.Seed, 2);
    private readonly RandomStream _faults = new(model.Seed, 3);
    private readonly RandomStream _network = new(model.Seed, 4);

    /// <summary>Makes an attempt at a file.</summary>
    /// <param name="file">Its number.</param>
    /// <param name="start">When the environment begins with it, in seconds.</param>
    public (double Seconds, bool Failed) Make(int file, double start)
    {
        var duration = model.ServiceTime.Sample(_durations);
        var failed = _faults.Uniform() < model.FaultRate || IsPoison(file);
        if (model.Outage is { } outage && start < outage.End && start + duration > outage.Start)
        {
            failed = true;
        }
        else if (!failed)
        {
            failed = !TrySendRequests(start, ref duration);
        }

        return (duration, failed);
    }

    /// <summary>The GET at the start and the PUT at the end; refusals make the invocation longer, or fail it.</summary>
    private bool TrySendRequests(double start, ref double duration)
    {
        var key = _network.Below(KeyMapping.ShardCount);
        if (s3.Send(start, writes: false, key, _network) is not { } read)
        {
            return false;
        }

        duration += read;
        if (s3.Send(start + duration, writes: true, key, _network) is not { } written)
        {
            return false;
        }

        duration += written;
        return true;
    }

    /// <summary>The same files fail at every attempt, whatever else changes.</summary>
    private bool IsPoison(int file) =>
        model.FailureRate > 0 && new RandomStream(model.Seed, 1_000_003 + (ulong)file).Uniform() < model.FailureRate;
}
