using Compressor.Core.Archiving;
using Compressor.Core.Keys;
using Compressor.Generators;

namespace Compressor.Handler.Settings;

/// <summary>
/// The settings of the function, each an environment variable <c>COMPRESSOR_…</c> that Terraform sets. Bound by generated code:
/// <c>CompressorSettings.Bind(new ConfigurationBuilder().AddEnvironmentVariables(CompressorSettings.Prefix).Build())</c>.
/// A variable that is not set keeps its default; one that is empty does too, unless it is text, which may be empty.
/// </summary>
[Settings(Prefix)]
internal sealed partial record CompressorSettings
{
    /// <summary>What the variables' names start with.</summary>
    public const string Prefix = "COMPRESSOR_";

    /// <summary>Objects under this prefix are compressed.</summary>
    public string IncomingPrefix { get; init; } = "incoming/";

    /// <summary>Archives are stored under this prefix. Neither prefix may start with the other.</summary>
    public string ProcessedPrefix { get; init; } = "processed/";

    /// <summary>
    /// Only objects whose key ends in this are compressed; empty for every object. A zip's `.zip` takes its place.
    /// </summary>
    public string SourceSuffix { get; init; } = ".json";

    /// <summary>Larger objects fail with `ObjectTooLarge` before they are read.</summary>
    [Range("1B", "5TiB")]
    public ByteSize MaxFileSize { get; init; } = ByteSize.FromMebibytes(50);

    /// <summary>
    /// What archives are: `a.json` becomes `a.zip`, `a.json.gz` or `a.json.zst`. A change applies to new uploads; old archives stay.
    /// </summary>
    public ArchiveFormat Format { get; init; } = ArchiveFormat.Zip;

    /// <summary>How hard to compress: the time an object takes against the size of its archive.</summary>
    public Compression Compression { get; init; } = Compression.Balanced;

    /// <summary>The storage class of archives.</summary>
    [Allowed("STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")]
    public string StorageClass { get; init; } = "STANDARD";

    /// <summary>
    /// What happens to an object once its archive is stored; before it is deleted, the archive is inflated again and compared.
    /// </summary>
    public SourceAfterSuccess SourceAfterSuccess { get; init; } = SourceAfterSuccess.Keep;

    /// <summary>Whether every archive is inflated again and compared before it is stored.</summary>
    public bool VerifyArchives { get; init; }

    /// <summary>
    /// Whether an event of SQS is answered with the messages that failed. Its event source mapping must have `ReportBatchItemFailures`, or
    /// failed messages would be deleted. If not, one failed message fails the whole batch, which is right for every mapping.
    /// </summary>
    public bool ReportBatchItemFailures { get; init; }

    /// <summary>
    /// The share of invocations whose log lines are all written. Warnings, errors, and the lines of failed invocations always are.
    /// </summary>
    [Range(0, 1)]
    public double LogSamplingRate { get; init; } = 0.01;

    /// <summary>Whether every log line is written.</summary>
    public bool Debug { get; init; }

    /// <summary>Whether connections and code are warmed up before the first event: a longer init, a shorter first invocation.</summary>
    public bool WarmUp { get; init; } = true;

    /// <summary>The bucket to connect to while the environment starts. If not set, the first invocation opens the connection.</summary>
    public string? BucketName { get; init; }

    /// <summary>
    /// Which certificate authorities are trusted: Amazon's only, which are quick to load, or the system's. If not set: Amazon's in the
    /// partition `aws`, else the system's.
    /// </summary>
    public CaBundle? CaBundle { get; init; }

    /// <summary>Where an object's archive goes.</summary>
    public KeyMapping KeyMapping() => new(IncomingPrefix, ProcessedPrefix, SourceSuffix) { Format = Format };

    partial void Validate(SettingProblems problems)
    {
        if (IncomingPrefix.StartsWith(ProcessedPrefix, StringComparison.Ordinal)
            || ProcessedPrefix.StartsWith(IncomingPrefix, StringComparison.Ordinal))
        {
            problems.Add(new SettingProblem(
                Prefix + "PROCESSED_PREFIX",
                ProcessedPrefix,
                $"{Prefix}INCOMING_PREFIX is '{IncomingPrefix}' and {Prefix}PROCESSED_PREFIX is '{ProcessedPrefix}', but neither may "
                    + $"start with the other: "
                    + "archives would be compressed again."));
        }
    }
}
