namespace Compressor.Generators.Tests.Settings;

internal enum Speed
{
    VeryFast,

    [SettingName("TURTLE")]
    Slow,
}

[Settings("APP_")]
internal sealed partial record AllSettings
{
    /// <summary>A text with <c>code</c>, a <see cref="Speed"/> and
    /// a second line.</summary>
    public string Text { get; init; } = "text";

    public string? Nothing { get; init; }

    [Allowed("One", "Two")]
    public string Choice { get; init; } = "One";

    public bool Flag { get; init; } = true;

    [Range(-5, 5)]
    public int Count { get; init; } = -1;

    public ulong Big { get; init; }

    public byte? Small { get; init; }

    [Range(0, 1)]
    public double Share { get; init; } = 0.5;

    public decimal Money { get; init; } = 1.25m;

    public Speed Speed { get; init; } = Speed.VeryFast;

    [Range("1s", "1h")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(90);

    [Range("1KB", "1GiB")]
    public ByteSize Size { get; init; } = ByteSize.FromMebibytes(1);

    public IReadOnlyList<string> Names { get; init; } = ["a", "b"];

    public int[] Numbers { get; init; } = [];

    public IReadOnlyList<Speed>? Speeds { get; init; }

    [SettingName("CA_BUNDLE")]
    public string Certificates { get; init; } = "";
}

[Settings("REQ_")]
internal sealed partial record RequiredSettings(int Port, string? Comment = null)
{
    public required string Host { get; init; }

    [Required, Range("1s", "10s")]
    public TimeSpan Timeout { get; init; }
}
