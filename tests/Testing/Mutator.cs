namespace Compressor.Testing;

/// <summary>Makes inputs by mutating events, and what became of them: a seeded generator of its own, so that runs repeat.</summary>
public sealed class Mutator(ulong seed)
{
    private const int MaxKept = 256;
    private const int MaxInputLength = 4096;
    private const string Letters = "{}[]:,\"\\0-9.eEtfn ";

    private static readonly byte[][] Tokens =
    [
        "null"u8.ToArray(), "true"u8.ToArray(), "{}"u8.ToArray(), "[]"u8.ToArray(), "\"\""u8.ToArray(), "-0"u8.ToArray(),
        "1e999"u8.ToArray(),
        "9223372036854775808"u8.ToArray(), "\\ud800"u8.ToArray(), "\\u0000"u8.ToArray(), "\"Records\":"u8.ToArray(), "\"s3\":"u8.ToArray(),
        "\"body\":"u8.ToArray(), "\"key\":"u8.ToArray(), "\"size\":"u8.ToArray(), "\"tasks\":"u8.ToArray(), "\"detail\":"u8.ToArray(),
        [0xEF, 0xBB, 0xBF], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80],
        "[[[[[[[["u8.ToArray(), "{\"a\":"u8.ToArray(), "\"kind\":\"Some\""u8.ToArray(), "\"numbers\":[1,2]"u8.ToArray(),
    ];

    private readonly List<byte[]> _pool = [.. Corpus.Events];
    private ulong _state = seed;

    /// <summary>The next input.</summary>
    public byte[] Next()
    {
        var input = _pool[Below(_pool.Count)];
        for (var rounds = 1 + Below(4); rounds > 0; rounds--)
        {
            input = Mutate(input);
        }

        return input.Length > MaxInputLength ? input[..MaxInputLength] : input;
    }

    /// <summary>Takes an input into the pool now and then, those that are events more often.</summary>
    public void Keep(byte[] input, bool isEvent)
    {
        if (Below(isEvent ? 20 : 2000) != 0)
        {
            return;
        }

        if (_pool.Count < MaxKept)
        {
            _pool.Add(input);
        }
        else
        {
            _pool[Corpus.Events.Count + Below(MaxKept - Corpus.Events.Count)] = input;
        }
    }

    private byte[] Mutate(byte[] input)
    {
        var at = Below(input.Length + 1);
        var length = Math.Min(Below(16), input.Length - at);
        switch (Below(8))
        {
            case 0:
                return input[..at];
            case 1:
                return [.. input[..at], .. input[(at + length)..]];
            case 2:
                return [.. input[..at], .. Tokens[Below(Tokens.Length)], .. input[at..]];
            case 3:
                return [.. input[..at], .. Tokens[Below(Tokens.Length)], .. input[(at + length)..]];
            case 4:
                return [.. input[..(at + length)], .. input[at..]];
            case 5:
                var other = _pool[Below(_pool.Count)];
                return [.. input[..at], .. other[Below(other.Length + 1)..]];
            default:
                var copy = (byte[])input.Clone();
                if (copy.Length > 0)
                {
                    copy[at % copy.Length] = Below(2) == 0 ? (byte)Below(256) : (byte)Letters[Below(Letters.Length)];
                }

                return copy;
        }
    }

    // SplitMix64.
    private int Below(int limit)
    {
        var value = _state = unchecked(_state + 0x9E3779B97F4A7C15);
        value = unchecked((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9);
        value = unchecked((value ^ (value >> 27)) * 0x94D049BB133111EB);
        return (int)((value ^ (value >> 31)) % (ulong)limit);
    }
}
