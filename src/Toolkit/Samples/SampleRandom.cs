namespace Compressor.Toolkit.Samples;

/// <summary>
/// SplitMix64: the same numbers from the same seed on every machine and with every .NET version, which System.Random does not promise.
/// </summary>
public struct SampleRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Returns the next 64 bits.</summary>
    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Returns a number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>Returns one of <paramref name="choices"/>; the first ones are the likelier, as in real events.</summary>
    public string Pick(ReadOnlySpan<string> choices) => choices[Math.Min(Below(choices.Length), Below(choices.Length))];
}
