using Compressor.Core.Failures;

namespace Compressor.Handler.Runtime;

/// <summary>What Lambda tells a custom runtime in its environment variables.</summary>
/// <param name="RuntimeApi">Host and port of the Runtime API, such as <c>127.0.0.1:9001</c>.</param>
/// <param name="FunctionName">The function's name.</param>
/// <param name="FunctionVersion">The function's version, <c>$LATEST</c> where none was published.</param>
/// <param name="MemoryLimitInMB">The function's memory setting, in MB.</param>
/// <param name="Region">The AWS region, such as <c>eu-central-1</c>.</param>
internal sealed record LambdaEnvironment(
    string RuntimeApi,
    string FunctionName,
    string FunctionVersion,
    int MemoryLimitInMB,
    string Region)
{
    /// <summary>Reads the variables of this process.</summary>
    /// <returns>The environment, or null where the process was not started by Lambda or <c>compressor local</c>.</returns>
    public static LambdaEnvironment? FromProcess()
    {
        var runtimeApi = Variable("AWS_LAMBDA_RUNTIME_API");
        return runtimeApi is null
            ? null
            : new LambdaEnvironment(
                runtimeApi,
                Variable("AWS_LAMBDA_FUNCTION_NAME") ?? "compressor",
                Variable("AWS_LAMBDA_FUNCTION_VERSION") ?? "$LATEST",
                int.TryParse(Variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), out var memory) ? memory : 512,
                Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? "");
    }

    /// <summary>Refuses to start without what every Lambda function has: guessed, it would fail at the first event, and say less.</summary>
    /// <exception cref="FunctionException"><c>InvalidSettings</c>, with all that is not set.</exception>
    public void ThrowIfIncomplete()
    {
        var missing = Array.FindAll(
            ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
            name => Variable(name) is null && !(name == "AWS_REGION" && Region.Length > 0));
        if (missing.Length > 0)
        {
            throw new FunctionException(
                ErrorTypes.InvalidSettings,
                string.Join("\n", missing.Select(name => $"{name} is not set, but must be, as Lambda and `compressor local` do.")));
        }
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
