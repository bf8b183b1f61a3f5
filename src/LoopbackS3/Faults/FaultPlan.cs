using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Compressor.LoopbackS3.Faults;

/// <summary>The faults of a server: by rule, and by probability from a seed.</summary>
public sealed class FaultPlan
{
    private readonly Lock _guard = new();
    private readonly List<(FaultRule Rule, int[] Seen)> _rules = [];
    private readonly Dictionary<string, int> _turns = [];
    private (ulong Seed, double Probability, FaultKind[] Kinds)? _random;

    public FaultPlan Add(FaultRule rule)
    {
        lock (_guard)
        {
            _rules.Add((rule, [0]));
        }

        return this;
    }

    /// <summary>Strikes each request with a probability, out of <paramref name="kinds"/>.</summary>
    /// <remarks>
    /// The draw depends on the seed, the operation, the key and how often that pair came before, and on nothing else: with requests of
    /// several keys in parallel, a seed gives each key the same faults again.
    /// </remarks>
    public void Randomly(int seed, double probability, params FaultKind[] kinds)
    {
        lock (_guard)
        {
            _random = ((ulong)seed, probability, kinds);
        }
    }

    public void Clear()
    {
        lock (_guard)
        {
            _rules.Clear();
            _random = null;
        }
    }

    internal FaultRule? Next(RecordedRequest request)
    {
        lock (_guard)
        {
            foreach (var (rule, seen) in _rules)
            {
                if (rule.Fits(request) && ++seen[0] > rule.Skip && seen[0] <= rule.Skip + rule.Times)
                {
                    return rule;
                }
            }

            return _random is { } draw ? Draw(request, draw.Seed, draw.Probability, draw.Kinds) : null;
        }
    }

    private FaultRule? Draw(RecordedRequest request, ulong seed, double probability, FaultKind[] kinds)
    {
        var name = $"{request.Operation} {request.Key}";
        var turn = ++CollectionsMarshal.GetValueRefOrAddDefault(_turns, name, out _);
        var bits = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{name} {turn}"), (long)seed);
        return (bits >> 11) * (1.0 / (1UL << 53)) < probability ? new FaultRule(kinds[(int)(bits % (ulong)kinds.Length)]) : null;
    }
}
