using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Compressor.LoopbackS3.Http;

namespace Compressor.LoopbackS3.Faults;

/// <summary>The faults of a server: by rule, and by probability from a seed.</summary>
public sealed class FaultPlan
{
    private readonly Lock guard = new();
    private readonly List<(FaultRule Rule, int[] Seen)> rules = [];
    private readonly Dictionary<string, int> turns = [];
    private (ulong Seed, double Probability, FaultKind[] Kinds)? random;

    public FaultPlan Add(FaultRule rule)
    {
        lock (guard)
        {
            rules.Add((rule, [0]));
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
        lock (guard)
        {
            random = ((ulong)seed, probability, kinds);
        }
    }

    public void Clear()
    {
        lock (guard)
        {
            rules.Clear();
            random = null;
        }
    }

    internal FaultRule? Next(RecordedRequest request)
    {
        lock (guard)
        {
            foreach (var (rule, seen) in rules)
            {
                if (rule.Fits(request) && ++seen[0] > rule.Skip && seen[0] <= rule.Skip + rule.Times)
                {
                    return rule;
                }
            }

            return random is { } draw ? Draw(request, draw.Seed, draw.Probability, draw.Kinds) : null;
        }
    }

    private FaultRule? Draw(RecordedRequest request, ulong seed, double probability, FaultKind[] kinds)
    {
        var name = $"{request.Operation} {request.Key}";
        var turn = ++CollectionsMarshal.GetValueRefOrAddDefault(turns, name, out _);
        var bits = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{name} {turn}"), (long)seed);
        return (bits >> 11) * (1.0 / (1UL << 53)) < probability ? new FaultRule(kinds[(int)(bits % (ulong)kinds.Length)]) : null;
    }
}
