namespace Compressor.Cli.Local;

/// <summary>How to start a local AWS.</summary>
public sealed record LocalAwsOptions
{
    /// <summary>The folder for its certificates, log and saved state. One local AWS at a time may use it.</summary>
    public string Folder { get; init; } = Path.Combine("artifacts", "local", "aws");

    /// <summary>A Python 3 that has moto 5 with its server.</summary>
    public string Python { get; init; } = "python3";

    /// <summary>The region of everything.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Whether to keep no state: begin with nothing, and save nothing.</summary>
    public bool Fresh { get; init; }

    /// <summary>How long it may take to start, on a busy machine.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(90);
}
