using Compressor.Core.Archiving;

namespace Compressor.Cli.Objects.Verify;

/// <summary>How to verify.</summary>
/// <param name="Deep">Whether to download and compare every byte.</param>
/// <param name="Requeue">Whether to send events again for what has no archive.</param>
/// <param name="MinAge">What is younger is left alone.</param>
internal sealed record VerifyRequest(bool Deep, bool Requeue, TimeSpan MinAge)
{
    /// <summary>What sources' keys begin with; empty for all of them.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What is older is left out; null for nothing.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Whether to look at every archive, whatever the listings say.</summary>
    public bool HeadAll { get; init; }

    /// <summary>The only format that counts; null where archives of all formats do, as after a change of FORMAT.</summary>
    public ArchiveFormat? Format { get; init; }

    /// <summary>The manifest of an S3 Inventory to read in place of listing the bucket, or null.</summary>
    public Uri? Inventory { get; init; }

    /// <summary>The file that says how far it is, or null.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Whether to write JSON.</summary>
    public bool Json { get; init; }
}
