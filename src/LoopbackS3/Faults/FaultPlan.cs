namespace Compressor.LoopbackS3.Faults;

/// <summary>The faults of a server. The first rule that fits a request strikes.</summary>
public sealed class FaultPlan
{
    private readonly Lock _guard = new();
    private readonly List<(FaultRule Rule, int[] Seen)> _rules = [];

    public FaultPlan Add(FaultRule rule)
    {
        lock (_guard)
        {
            _rules.Add((rule, [0]));
        }

        return this;
    }

    public void Clear()
    {
        lock (_guard)
        {
            _rules.Clear();
        }
    }

    internal FaultRule? Next(RecordedRequest request)
    {
        lock (_guard)
        {
            return _rules.Find(entry =>
                entry.Rule.Fits(request)
                && ++entry.Seen[0] > entry.Rule.Skip
                && entry.Seen[0] <= entry.Rule.Skip + entry.Rule.Times).Rule;
        }
    }
}
