using Compressor.Cli.Local.Processes;
using Compressor.Toolkit.Lambda;

namespace Compressor.Cli.Local.Environments;

/// <summary>What all environments of a function have in common.</summary>
/// <param name="Options">The function and its endpoints.</param>
/// <param name="Code">The function's code.</param>
/// <param name="Starter">Starts their processes.</param>
/// <param name="Logged">Called with each line of the function's log and each report.</param>
/// <param name="Started">Called when a cold environment has initialised, with the time that it took.</param>
/// <param name="Ended">Called when an environment's process has ended, with the reason.</param>
internal sealed record EnvironmentBlueprint(
    LocalLambdaOptions Options,
    FunctionCode Code,
    ChildStarter Starter,
    Action<string> Logged,
    Action<ExecutionEnvironment, TimeSpan> Started,
    Action<ExecutionEnvironment, string> Ended)
{
    /// <summary>How long an invocation may take.</summary>
    public TimeSpan Timeout => Options.EffectiveTimeout;

    /// <summary>How long the first attempt to initialise may take.</summary>
    public TimeSpan InitTimeout => Options.InitTimeout;

    /// <summary>The function's memory, in bytes: Lambda's MB is 1,048,576 of them.</summary>
    public long MemoryLimit => Options.Deployment.MemorySize * 1024L * 1024L;
}
