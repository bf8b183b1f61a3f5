using Compressor.LoopbackS3.Storage;

namespace Compressor.EndToEnd.Tests.Bootstrap;

/// <summary>How the published function is started.</summary>
internal sealed record BootstrapOptions
{
    /// <summary>The function's zip.</summary>
    public string Package { get; init; } = Project.Package;

    /// <summary>What kind of bucket it has.</summary>
    public BucketSettings Bucket { get; init; } = new();

    /// <summary>The function's memory setting, in MB.</summary>
    public int MemorySize { get; init; } = 512;

    /// <summary>Makes an executable that becomes the given one; null for that one itself.</summary>
    public Func<string, string>? Launch { get; init; }

    /// <summary>Environment variables beside, or in place of, the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
