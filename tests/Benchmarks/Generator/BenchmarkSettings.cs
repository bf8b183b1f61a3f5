using Compressor.Generators;
namespace Compressor.Benchmarks.Generator;

internal enum Mode
{
    Fast,
    Balanced,
    Small,
}

/// <summary>10 settings for the generated binding.</summary>
[Settings("BENCH_")]
internal sealed partial record OurSettings10
{
    public string Name0 { get; set; } = "name";

    public bool Enabled1 { get; set; } = true;

    public int Count2 { get; set; } = 3;

    public double Share3 { get; set; } = 0.5;

    public Mode Mode4 { get; set; } = Mode.Fast;

    public string Name5 { get; set; } = "name";

    public bool Enabled6 { get; set; } = true;

    public int Count7 { get; set; } = 3;

    public double Share8 { get; set; } = 0.5;

    public Mode Mode9 { get; set; } = Mode.Fast;
}

/// <summary>The same for Microsoft's.</summary>
internal sealed class PlainSettings10
{
    public string Name0 { get; set; } = "name";

    public bool Enabled1 { get; set; } = true;

    public int Count2 { get; set; } = 3;

    public double Share3 { get; set; } = 0.5;

    public Mode Mode4 { get; set; } = Mode.Fast;

    public string Name5 { get; set; } = "name";

    public bool Enabled6 { get; set; } = true;

    public int Count7 { get; set; } = 3;

    public double Share8 { get; set; } = 0.5;

    public Mode Mode9 { get; set; } = Mode.Fast;
}

/// <summary>30 settings for the generated binding.</summary>
[Settings("BENCH_")]
internal sealed partial record OurSettings30
{
    public string Name0 { get; set; } = "name";

    public bool Enabled1 { get; set; } = true;

    public int Count2 { get; set; } = 3;

    public double Share3 { get; set; } = 0.5;

    public Mode Mode4 { get; set; } = Mode.Fast;

    public string Name5 { get; set; } = "name";

    public bool Enabled6 { get; set; } = true;

    public int Count7 { get; set; } = 3;

    public double Share8 { get; set; } = 0.5;

    public Mode Mode9 { get; set; } = Mode.Fast;

    public string Name10 { get; set; } = "name";

    public bool Enabled11 { get; set; } = true;

    public int Count12 { get; set; } = 3;

    public double Share13 { get; set; } = 0.5;

    public Mode Mode14 { get; set; } = Mode.Fast;

    public string Name15 { get; set; } = "name";

    public bool Enabled16 { get; set; } = true;

    public int Count17 { get; set; } = 3;

    public double Share18 { get; set; } = 0.5;

    public Mode Mode19 { get; set; } = Mode.Fast;

    public string Name20 { get; set; } = "name";

    public bool Enabled21 { get; set; } = true;

    public int Count22 { get; set; } = 3;

    public double Share23 { get; set; } = 0.5;

    public Mode Mode24 { get; set; } = Mode.Fast;

    public string Name25 { get; set; } = "name";

    public bool Enabled26 { get; set; } = true;

    public int Count27 { get; set; } = 3;

    public double Share28 { get; set; } = 0.5;

    public Mode Mode29 { get; set; } = Mode.Fast;
}

/// <summary>The same for Microsoft's.</summary>
internal sealed class PlainSettings30
{
    public string Name0 { get; set; } = "name";

    public bool Enabled1 { get; set; } = true;

    public int Count2 { get; set; } = 3;

    public double Share3 { get; set; } = 0.5;

    public Mode Mode4 { get; set; } = Mode.Fast;

    public string Name5 { get; set; } = "name";

    public bool Enabled6 { get; set; } = true;

    public int Count7 { get; set; } = 3;

    public double Share8 { get; set; } = 0.5;

    public Mode Mode9 { get; set; } = Mode.Fast;

    public string Name10 { get; set; } = "name";

    public bool Enabled11 { get; set; } = true;

    public int Count12 { get; set; } = 3;

    public double Share13 { get; set; } = 0.5;

    public Mode Mode14 { get; set; } = Mode.Fast;

    public string Name15 { get; set; } = "name";

    public bool Enabled16 { get; set; } = true;

    public int Count17 { get; set; } = 3;

    public double Share18 { get; set; } = 0.5;

    public Mode Mode19 { get; set; } = Mode.Fast;

    public string Name20 { get; set; } = "name";

    public bool Enabled21 { get; set; } = true;

    public int Count22 { get; set; } = 3;

    public double Share23 { get; set; } = 0.5;

    public Mode Mode24 { get; set; } = Mode.Fast;

    public string Name25 { get; set; } = "name";

    public bool Enabled26 { get; set; } = true;

    public int Count27 { get; set; } = 3;

    public double Share28 { get; set; } = 0.5;

    public Mode Mode29 { get; set; } = Mode.Fast;
}
