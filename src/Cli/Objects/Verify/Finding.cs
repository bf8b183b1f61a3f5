namespace Compressor.Cli.Objects.Verify;

/// <summary>What is wrong with an object.</summary>
internal enum FindingKind
{
    /// <summary>A source without an archive.</summary>
    Missing,

    /// <summary>The archive is of another upload of the same key: another ETag or size.</summary>
    Outdated,

    /// <summary>What lies at the archive's key is not an archive of this key.</summary>
    Foreign,

    /// <summary>The archive does not hold what the source holds.</summary>
    Corrupt,

    /// <summary>
    /// No notification ever matches the key: outside the incoming prefix, without the suffix, or the archive's key would be too long.
    /// </summary>
    Unmatched,
}

/// <summary>Something that <c>compressor verify</c> found.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Key">The object's key.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="ETag">Its ETag without quotes.</param>
/// <param name="Reason">More about it.</param>
internal sealed record Finding(FindingKind Kind, string Key, long Size, string ETag, string Reason)
{
    /// <summary>Whether another event for the object may mend it.</summary>
    public bool CanBeRequeued => Kind is FindingKind.Missing or FindingKind.Outdated;

    /// <summary>The kind as it is written.</summary>
    public string KindName => Kind.ToString().ToLowerInvariant();

    /// <summary>One line: the kind, the key, the reason.</summary>
    public override string ToString() => $"{KindName}\t{Key}\t{Reason}";
}
