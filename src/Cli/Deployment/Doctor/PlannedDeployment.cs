using System.Text.Json;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>What is about to be deployed, as far as the checks look at it: values of Terraform's variables.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Package">The path of the function's zip.</param>
/// <param name="Architecture"><c>x86_64</c> or <c>arm64</c>.</param>
internal sealed record PlannedDeployment(string Name, string Package, string Architecture)
{
    /// <summary>The bucket, or null for one that is named after deployment, account and region.</summary>
    public string? BucketName { get; init; }

    /// <summary>Whether the bucket is made; else it must be there.</summary>
    public bool CreateBucket { get; init; } = true;

    /// <summary>Whether the bucket's notification is replaced by this deployment's.</summary>
    public bool ManageNotification { get; init; } = true;

    /// <summary>The names of further rules that the bucket's notification is to have.</summary>
    public IReadOnlyList<string?> AdditionalNotifications { get; init; } = [];

    /// <summary>What sources' keys begin with.</summary>
    public string IncomingPrefix { get; init; } = "incoming/";

    /// <summary>What sources' keys end in; empty for any.</summary>
    public string SourceSuffix { get; init; } = ".json";

    /// <summary><c>direct</c>, <c>queue</c> or <c>draining</c>.</summary>
    public string EventSource { get; init; } = "direct";

    /// <summary>Whether the zip is taken from S3, where this machine does not see it.</summary>
    public bool PackageIsInS3 { get; init; }

    /// <summary>How many environments are kept for the function, or null for none.</summary>
    public int? ReservedConcurrency { get; init; }

    /// <summary>
    /// Which authorities the function trusts: <c>amazon</c>, <c>system</c>, or null for amazon in partition aws, else system.
    /// </summary>
    public string? CaBundle { get; init; }

    /// <summary>The network that exists and is used, or null for one that is made.</summary>
    public PlannedNetwork? Network { get; init; }

    /// <summary>Has terraform evaluate the variables of a root module.</summary>
    /// <param name="terraform">The folder of the root module.</param>
    /// <param name="arguments">Such as <c>-var=name=value</c> and <c>-var-file=path</c>.</param>
    /// <param name="package">The path of the function's zip, or null to take it from the variables.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommandException">Terraform refuses a value.</exception>
    public static async Task<PlannedDeployment> ReadAsync(
        string terraform, IReadOnlyList<string> arguments, string? package, CancellationToken cancellationToken)
    {
        // A variable without a default, for which the doctor has one that is as good.
        const string Package = "TF_VAR_function_package";
        var environment = new Dictionary<string, string?> { [Package] = Environment.GetEnvironmentVariable(Package) ?? "" };
        return Create(await TerraformVariables.ReadAsync(terraform, arguments, environment, cancellationToken), terraform, package);
    }

    /// <summary>Converts the values of Terraform's variables by name.</summary>
    private static PlannedDeployment Create(JsonElement variables, string terraform, string? package)
    {
        var architecture = Text(variables, "architecture")!;
        var given = Text(variables, "function_package") is { } path ? Path.GetFullPath(path, Path.GetFullPath(terraform)) : null;
        var createBucket = variables.GetProperty("create_bucket").GetBoolean();
        return new(Text(variables, "name")!, package ?? given ?? DefaultPackage(architecture), architecture)
        {
            PackageIsInS3 = variables.GetProperty("function_package_s3").ValueKind == JsonValueKind.Object,
            BucketName = Text(variables, "bucket_name"),
            CreateBucket = createBucket,
            ManageNotification = variables.GetProperty("manage_notification") is { ValueKind: not JsonValueKind.Null } manage
                ? manage.GetBoolean()
                : createBucket,
            AdditionalNotifications =
            [
                .. variables.GetProperty("additional_notifications").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()),
            ],
            EventSource = variables.GetProperty("event_source").GetString()!,
            IncomingPrefix = variables.GetProperty("incoming_prefix").GetString()!,
            SourceSuffix = variables.GetProperty("source_suffix").GetString()!,
            ReservedConcurrency = variables.GetProperty("reserved_concurrency") is { ValueKind: JsonValueKind.Number } number
                ? number.GetInt32()
                : null,
            CaBundle = Text(variables, "ca_bundle"),
            Network = PlannedNetwork.From(variables),
        };
    }

    private static string DefaultPackage(string architecture) => Path.Combine("artifacts", "package", $"function-{architecture}.zip");

    private static string? Text(JsonElement variables, string name) =>
        variables.GetProperty(name).GetString() is { Length: > 0 } text ? text : null;
}
