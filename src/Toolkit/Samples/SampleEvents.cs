using System.Text;

namespace Compressor.Toolkit.Samples;

/// <summary>
/// JSON like the event stream of a web shop: repeated property names, few different values in some fields, ids that do not
/// compress in others. libdeflate 6 compresses it to about a fifth, like the real files that the design was measured with.
/// </summary>
public static class SampleEvents
{
    /// <summary>The smallest size that can be written, in bytes.</summary>
    public const int MinSize = 64;

    private const int MaxEventLength = 1024;

    private static readonly string[] Types = ["page_view", "click", "search", "add_to_cart", "checkout", "refund"];
    private static readonly string[] Countries = ["DE", "FR", "US", "IT", "ES", "NL", "PL", "JP", "BR", "IN"];
    private static readonly string[] Sections = ["home", "shoes", "books", "garden", "music", "offers", "help"];
    private static readonly string[] Agents =
    [
        "Chrome/131.0.0.0 (Windows NT 10.0)",
        "Safari/18.1 (iPhone; iOS 18_1)",
        "Firefox/133.0 (X11; Linux)",
        "ShopApp/7.12.3 (Android 15)",
    ];

    /// <summary>Writes a JSON array of events of exactly <paramref name="size"/> bytes.</summary>
    /// <param name="target">Where to write to.</param>
    /// <param name="size">Its length in bytes, <see cref="MinSize"/> or more.</param>
    /// <param name="seed">The same seed gives the same bytes.</param>
    public static void Write(Stream target, long size, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, MinSize);
        var random = new SampleRandom(seed);
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var text = new StringBuilder("[\n");
        // One byte a character: all of it is ASCII.
        for (long written = 0; ;)
        {
            if (size - written - text.Length < MaxEventLength)
            {
                Finish(text, size - written);
                target.Write(Encoding.ASCII.GetBytes(text.ToString()));
                return;
            }

            AppendEvent(text, ref random, time = time.AddMilliseconds(random.Below(50)));
            if (text.Length > 1 << 16)
            {
                target.Write(Encoding.ASCII.GetBytes(text.ToString()));
                written += text.Length;
                text.Clear();
            }
        }
    }

    private static void AppendEvent(StringBuilder text, ref SampleRandom random, DateTime time)
    {
        var section = random.Pick(Sections);
        var (id, more, type) = (random.Next(), random.Next(), random.Pick(Types));
        var (user, country, session) = (100_000 + random.Below(900_000), random.Pick(Countries), random.Below(1 << 24));
        var (path, referrer, agent, trace) = (random.Below(5000), random.Pick(Sections), random.Pick(Agents), random.Next());
        var (x, y, amount) = (random.Below(180_000) / 1000m, random.Below(90_000) / 1000m, random.Below(50_000) / 100m);
        text.Append($$"""
            {"id":"{{id:x16}}{{more:x16}}","type":"{{type}}","time":"{{time:yyyy-MM-ddTHH:mm:ss.fffZ}}",
            "user":{"id":{{user}},"country":"{{country}}","session":"s-{{session:x6}}"},
            "page":{"section":"{{section}}","path":"/{{section}}/{{path}}","referrer":"https://www.example.com/{{referrer}}"},
            "agent":"{{agent}}","trace":"{{trace:x16}}","position":[{{x:0.000}},{{y:0.000}}],
            "amount":{{amount:0.00}},"currency":"EUR","tags":["{{random.Pick(Sections)}}","{{random.Pick(Types)}}"]},
            """.ReplaceLineEndings("")).Append('\n');
    }

    /// <summary>Ends the array with an element that takes all that is left.</summary>
    private static void Finish(StringBuilder text, long size)
    {
        const string Start = "{\"type\":\"end\",\"fill\":\"";
        const string End = "\"}\n]\n";
        text.Append(Start);
        text.Append('.', (int)size - text.Length - End.Length).Append(End);
    }
}

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
