namespace Compressor.Cli.Capacity.Planning.Verdicts;

/// <summary>How a possible bottleneck stands.</summary>
internal enum Standing
{
    /// <summary>Room enough.</summary>
    Ok,

    /// <summary>Near the limit, or over it for a while.</summary>
    Watch,

    /// <summary>Something must change.</summary>
    Act,
}

/// <summary>The verdict for one possible bottleneck.</summary>
/// <param name="Bottleneck">What could hold the pipeline up.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Figure">The figure behind it.</param>
/// <param name="Advice">What to do, or why there is nothing to do.</param>
/// <param name="Variable">The Terraform variable that moves it.</param>
internal sealed record Verdict(string Bottleneck, Standing Standing, string Figure, string Advice, string Variable);
