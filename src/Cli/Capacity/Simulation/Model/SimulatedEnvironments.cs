namespace Compressor.Cli.Capacity.Simulation.Model;

/// <summary>Execution environments: warm ones first, new ones as far as concurrency and the rate of starts allow.</summary>
/// <param name="model">Limits.</param>
internal sealed class SimulatedEnvironments(PipelineModel model)
{
    private readonly RingOfTimes _idle = new(model.Concurrency + 1, model.WarmAtStart);
    private double _starts = model.StartsPerTenSeconds;
    private double _refilled;

    /// <summary>Environments at work.</summary>
    public int Busy { get; private set; }

    /// <summary>Environments at work or warm.</summary>
    public int Alive => Busy + _idle.Count;

    public long ColdStarts { get; private set; }

    /// <summary>Takes an environment, if there is one.</summary>
    /// <param name="now">The time.</param>
    /// <param name="cold">Whether it must start first.</param>
    public bool TryTake(double now, out bool cold)
    {
        // The most recently used one is taken first, so that idle ones expire.
        while (_idle.Count > 0 && _idle.Oldest < now - model.IdleSeconds)
        {
            _idle.RemoveOldest();
        }

        cold = false;
        if (_idle.Count > 0)
        {
            _idle.RemoveNewest();
        }
        else if (Alive < model.Concurrency && StartsAt(now) >= 1)
        {
            _starts--;
            ColdStarts++;
            cold = true;
        }
        else
        {
            return false;
        }

        Busy++;
        return true;
    }

    /// <summary>Gives an environment back.</summary>
    public void Return(double now)
    {
        Busy--;
        _idle.Add(now);
    }

    /// <summary>Returns when a new environment may start, or null where concurrency is used up.</summary>
    public double? NextStart(double now) =>
        Alive >= model.Concurrency ? null : now + (Math.Max(0, 1 - StartsAt(now)) / model.StartsPerTenSeconds * 10);

    private double StartsAt(double now)
    {
        _starts = Math.Min(model.StartsPerTenSeconds, _starts + ((now - _refilled) * model.StartsPerTenSeconds / 10));
        _refilled = now;
        return _starts;
    }

    /// <summary>Times in the order they came, in a ring.</summary>
    private sealed class RingOfTimes(int capacity, int atStart)
    {
        private readonly double[] _times = new double[Math.Max(capacity, atStart)];
        private int _first;

        public int Count { get; private set; } = atStart;

        public double Oldest => _times[_first];

        public void Add(double time) => _times[(_first + Count++) % _times.Length] = time;

        public void RemoveNewest() => Count--;

        public void RemoveOldest() => (_first, Count) = ((_first + 1) % _times.Length, Count - 1);
    }
}
