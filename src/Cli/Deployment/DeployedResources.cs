using System.Text;
using Compressor.Core.Archiving;
using Compressor.Core.Keys;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Deployment;

/// <summary>What Terraform deployed, as its root module's outputs say.</summary>
/// <param name="FunctionName">The function's name.</param>
/// <param name="FunctionArn">What S3 invokes: the function's ARN.</param>
/// <param name="FunctionEnvironment">The environment variables that Terraform gives the function.</param>
/// <param name="MemorySize">The function's memory, in MB (Lambda's MB: 1,048,576 bytes).</param>
/// <param name="Timeout">How long an invocation may take, in seconds.</param>
/// <param name="Architecture"><c>x86_64</c> or <c>arm64</c>.</param>
/// <param name="FunctionPackage">The absolute path of the function's zip; empty where it was deployed from S3.</param>
/// <param name="ReservedConcurrency">How many invocations may run at a time, or null where nothing is reserved.</param>
/// <param name="MaximumRetryAttempts">How often a failed asynchronous invocation is tried again: 0 to 2.</param>
/// <param name="MaximumEventAgeSeconds">How long an event may wait, in seconds: 60 to 21,600.</param>
/// <param name="DeadLetterQueueUrl">The URL of the SQS queue for failed events.</param>
/// <param name="BucketName">The bucket that holds sources and archives.</param>
/// <param name="IncomingPrefix">Where sources are uploaded to.</param>
/// <param name="ProcessedPrefix">Where archives are stored.</param>
/// <param name="SourceSuffix">What a source's key ends in; empty for any key.</param>
/// <param name="Region">The AWS region of all of it.</param>
public sealed record DeployedResources(
    string FunctionName,
    string FunctionArn,
    IReadOnlyDictionary<string, string> FunctionEnvironment,
    int MemorySize,
    int Timeout,
    string Architecture,
    string FunctionPackage,
    int? ReservedConcurrency,
    int MaximumRetryAttempts,
    int MaximumEventAgeSeconds,
    Uri DeadLetterQueueUrl,
    string BucketName,
    string IncomingPrefix,
    string ProcessedPrefix,
    string SourceSuffix,
    string Region)
{
    /// <summary>The ARN that events are sent to: the function's with its alias, where the deployment has one.</summary>
    public string EventTarget { get; init; } = FunctionArn;

    /// <summary>The queue that events wait in; null where S3 invokes the function, or the queue is not made here.</summary>
    public Uri? EventQueueUrl { get; init; }

    /// <summary>
    /// The role that S3 Batch Operations takes; null without <c>backfill = true</c>, and where only the function was asked.
    /// </summary>
    public string? BackfillRoleArn { get; init; }

    /// <summary>The account that all of it is in: 12 digits.</summary>
    public string AccountId => FunctionArn.Split(':')[4];

    /// <summary>Whether the function deletes a source once its archive is stored.</summary>
    public bool DeletesSources => FunctionEnvironment.GetValueOrDefault("COMPRESSOR_SOURCE_AFTER_SUCCESS") == "delete";

    /// <summary>Where the deployment's sources and archives are.</summary>
    public KeyMapping Mapping => new(IncomingPrefix, ProcessedPrefix, SourceSuffix) { Format = Format };

    /// <summary>The format of new archives: what the function's environment says, or its default.</summary>
    public ArchiveFormat Format =>
        FunctionEnvironment.TryGetValue("COMPRESSOR_FORMAT", out var name) ? ArchiveFormats.Parse(name) : default;

    /// <summary>Reads what <c>terraform output -json</c> printed.</summary>
    /// <exception cref="CommandException">
    /// It is not such JSON, nothing is deployed, or outputs are missing or of another type; the message names them all.
    /// </exception>
    public static DeployedResources Parse(ReadOnlySpan<byte> terraformOutputJson)
    {
        var outputs = TerraformOutputs.Parse(terraformOutputJson);
        var deployment = new DeployedResources(
            outputs.Text("function_name"),
            outputs.Text("function_arn"),
            outputs.Map("function_environment"),
            outputs.Number("memory_size"),
            outputs.Number("timeout"),
            outputs.Text("architecture"),
            outputs.TextOrNull("function_package") ?? "",
            outputs.NumberOrNull("reserved_concurrency"),
            outputs.Number("maximum_retry_attempts"),
            outputs.Number("maximum_event_age_seconds"),
            outputs.Url("dead_letter_queue_url"),
            outputs.Text("bucket_name"),
            outputs.Text("incoming_prefix"),
            outputs.Text("processed_prefix"),
            outputs.Text("source_suffix"),
            outputs.Text("region"));
        outputs.ThrowIfIncomplete();
        return deployment with
        {
            EventTarget = outputs.TextOrNull("alias_arn") ?? deployment.FunctionArn,
            BackfillRoleArn = outputs.TextOrNull("backfill_role_arn"),
            EventQueueUrl = outputs.TextOrNull("event_queue_url") is { Length: > 0 } url ? new Uri(url) : null,
        };
    }

    /// <summary>Reads a deployment from a file, standard input (<c>-</c>), or terraform where <paramref name="outputs"/> is null.</summary>
    /// <param name="outputs">A file with what <c>terraform output -json</c> printed, <c>-</c>, or null.</param>
    /// <param name="terraform">The folder of the root module, where <paramref name="outputs"/> is null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommandException">Nothing is deployed, or the file cannot be read.</exception>
    public static async Task<DeployedResources> ReadAsync(string? outputs, string terraform, CancellationToken cancellationToken)
    {
        if (outputs is null)
        {
            return await ReadAsync(new TerraformModule(terraform), cancellationToken);
        }

        if (outputs != "-" && !File.Exists(outputs))
        {
            throw new CommandException($"there is no file {outputs}");
        }

        await using var input = outputs == "-" ? Console.OpenStandardInput() : File.OpenRead(outputs);
        using var text = new MemoryStream();
        await input.CopyToAsync(text, cancellationToken);
        return Parse(text.GetBuffer().AsSpan(0, (int)text.Length)).In(terraform);
    }

    /// <summary>Runs <c>terraform output -json</c> in <paramref name="module"/> and reads what it printed.</summary>
    /// <exception cref="CommandException">Terraform is not installed or failed, or nothing is deployed there.</exception>
    public static async Task<DeployedResources> ReadAsync(TerraformModule module, CancellationToken cancellationToken)
    {
        var result = await module.RunAsync(["output", "-json", .. module.StateArguments], line: null, cancellationToken);
        return result.ExitCode == 0
            ? Parse(Encoding.UTF8.GetBytes(result.Output)).In(module.Directory)
            : throw new CommandException($"terraform output failed in {module.Directory}: {TerraformModule.FirstError(result)}");
    }

    /// <summary>The same, with the package's path as Terraform takes it: relative to the root module's folder.</summary>
    private DeployedResources In(string terraform) =>
        FunctionPackage.Length == 0
            ? this
            : this with { FunctionPackage = Path.GetFullPath(FunctionPackage, Path.GetFullPath(terraform)) };
}
