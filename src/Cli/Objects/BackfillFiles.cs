using Compressor.Core.Keys;

namespace Compressor.Cli.Objects;

/// <summary>Where backfills keep their manifests and reports: in the deployment's own bucket, under a prefix of their own.</summary>
internal static class BackfillFiles
{
    /// <summary>The prefix; terraform/main.tf has it too, and lets S3 Batch Operations read and write there.</summary>
    public const string Prefix = "compressor-backfill/";

    /// <summary>Where reports are, without a slash at the end, as S3 Batch Operations wants it.</summary>
    public const string ReportPrefix = $"{Prefix}reports";

    /// <summary>Returns the key of a manifest.</summary>
    /// <param name="name">Its name, which no other manifest has.</param>
    public static string ManifestKey(string name) => $"{Prefix}manifests/{name}.csv";

    /// <summary>Whether a key is that of a manifest or a report, and so neither a source nor a stray object.</summary>
    public static bool IsOne(string key, KeyMapping mapping) =>
        key.StartsWith(Prefix, StringComparison.Ordinal) && !key.StartsWith(mapping.IncomingPrefix, StringComparison.Ordinal);
}
