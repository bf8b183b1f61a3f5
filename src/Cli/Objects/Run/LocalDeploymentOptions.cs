using Compressor.Cli.Local;

namespace Compressor.Cli.Objects.Run;

/// <summary>What to deploy on this machine, and where to keep things.</summary>
/// <param name="Folder">The folder for certificates, state, logs and the unpacked function; one deployment at a time may use it.</param>
/// <param name="TerraformFolder">The root module.</param>
/// <param name="Variables">Values of Terraform variables by name; a null value takes one away that is in the environment.</param>
public sealed record LocalDeploymentOptions(string Folder, string TerraformFolder, IReadOnlyDictionary<string, string?> Variables)
{
    /// <summary>Environments at most; null: the deployment's reserved concurrency, at most two a core.</summary>
    public int? Concurrency { get; init; }

    /// <summary>How long to wait before each retry. AWS waits one minute, then two; nobody wants to here.</summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; init; } = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    /// <summary>Changes the Lambda's options before it starts.</summary>
    public Func<LocalLambdaOptions, LocalLambdaOptions> AdjustLambda { get; init; } = lambda => lambda;
}
