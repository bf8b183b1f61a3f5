using System.Globalization;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.Processes;
using Compressor.Cli.Local.Versions;

namespace Compressor.Cli.Local.Environments;

/// <summary>What all environments of a function have in common.</summary>
/// <param name="Options">The function and its endpoints.</param>
/// <param name="Starter">Starts the environments' processes.</param>
/// <param name="Logged">Called with each line of the function's log and each report.</param>
/// <param name="Started">Called when a cold environment has initialised, with the time that it took.</param>
/// <param name="Ended">Called when an environment's process has ended, with the reason.</param>
internal sealed record EnvironmentBlueprint(
    LocalLambdaOptions Options,
    ChildStarter Starter,
    Action<string> Logged,
    Action<ExecutionEnvironment, TimeSpan> Started,
    Action<ExecutionEnvironment, string> Ended);

/// <summary>
/// The variables that Lambda gives a custom runtime, and the function's own. This process's own variables are not passed on.
/// </summary>
internal static class EnvironmentVariables
{
    /// <summary>Returns all the variables of one environment.</summary>
    /// <param name="options">The deployment, the endpoint of AWS and the credentials.</param>
    /// <param name="version">The version that the environment runs.</param>
    /// <param name="runtimeApi">The environment's own Runtime API: host and port.</param>
    public static Dictionary<string, string> Create(LocalLambdaOptions options, FunctionVersion version, string runtimeApi)
    {
        var (deployment, code) = (options.Deployment, version.Code);
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
            ["AWS_LAMBDA_FUNCTION_VERSION"] = version.Number,
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = version.MemorySize.ToString(CultureInfo.InvariantCulture),
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand",
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{deployment.FunctionName}",
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = $"{DateTime.UtcNow:yyyy/MM/dd}/[{version.Number}]{Guid.NewGuid():N}",
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
        foreach (var (name, value) in version.Environment)
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
