using System.Globalization;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.Processes;
using Compressor.Toolkit.Lambda;

namespace Compressor.Cli.Local.Environments;

/// <summary>What all environments of a function have in common.</summary>
/// <param name="Options">The function and its endpoints.</param>
/// <param name="Code">Returns the function's code, which can be replaced.</param>
/// <param name="Starter">Starts the environments' processes.</param>
/// <param name="Logged">Called with each line of the function's log and each report.</param>
/// <param name="Started">Called when a cold environment has initialised, with the time that it took.</param>
/// <param name="Ended">Called when an environment's process has ended, with the reason.</param>
internal sealed record EnvironmentBlueprint(
    LocalLambdaOptions Options,
    Func<FunctionCode> Code,
    ChildStarter Starter,
    Action<string> Logged,
    Action<ExecutionEnvironment, TimeSpan> Started,
    Action<ExecutionEnvironment, string> Ended)
{
    /// <summary>The function's memory, in bytes: Lambda's MB is 1,048,576 of them.</summary>
    public long MemoryLimit => Options.Deployment.MemorySize * 1024L * 1024L;
}

/// <summary>
/// The variables that Lambda gives a custom runtime, and the function's own. This process's own variables are not passed on.
/// </summary>
internal static class EnvironmentVariables
{
    /// <summary>Returns all the variables of one environment.</summary>
    /// <param name="options">The deployment, the endpoint of AWS and the credentials.</param>
    /// <param name="code">The function's code.</param>
    /// <param name="runtimeApi">The environment's own Runtime API: host and port.</param>
    public static Dictionary<string, string> Create(LocalLambdaOptions options, FunctionCode code, string runtimeApi)
    {
        var deployment = options.Deployment;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = code.Path,
            ["TZ"] = ":UTC",
            ["LANG"] = "en_US.UTF-8",
            ["LAMBDA_TASK_ROOT"] = code.Folder,
            ["LAMBDA_RUNTIME_DIR"] = "/var/runtime",
            ["LD_LIBRARY_PATH"] = $"{code.Folder}:{code.Folder}/lib",
            ["_HANDLER"] = "bootstrap",
            ["AWS_LAMBDA_RUNTIME_API"] = runtimeApi,
            ["AWS_LAMBDA_FUNCTION_NAME"] = deployment.FunctionName,
            ["AWS_LAMBDA_FUNCTION_VERSION"] = FunctionVersion.Latest,
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = deployment.MemorySize.ToString(CultureInfo.InvariantCulture),
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand",
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{deployment.FunctionName}",
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = $"{DateTime.UtcNow:yyyy/MM/dd}/[{FunctionVersion.Latest}]{Guid.NewGuid():N}",
            ["AWS_LAMBDA_LOG_FORMAT"] = "JSON",
            ["AWS_REGION"] = deployment.Region,
            ["AWS_DEFAULT_REGION"] = deployment.Region,
            ["AWS_ACCESS_KEY_ID"] = options.Credentials.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = options.Credentials.SecretAccessKey,
        };
        AddIfSet(variables, "AWS_SESSION_TOKEN", options.Credentials.SessionToken);
        AddIfSet(variables, "AWS_ENDPOINT_URL", options.AwsEndpoint?.AbsoluteUri.TrimEnd('/'));
        AddIfSet(variables, "AWS_CA_BUNDLE", options.CaBundle is null ? null : Path.GetFullPath(options.CaBundle));

        // Lambda refuses to deploy a function that sets one of its own variables, so none is lost here.
        foreach (var (name, value) in deployment.FunctionEnvironment)
        {
            variables.TryAdd(name, value);
        }

        return variables;
    }

    private static void AddIfSet(Dictionary<string, string> variables, string name, string? value)
    {
        if (value is not null)
        {
            variables[name] = value;
        }
    }
}
