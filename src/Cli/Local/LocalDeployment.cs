using Amazon.Runtime;
using Compressor.Cli.Deployment;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.Mappings;
using Compressor.Cli.Local.Moto;
using Compressor.Cli.Local.Versions;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Local;

/// <summary>
/// A deployment on this machine: a local AWS, to which Terraform deploys the real root module, and a Lambda that runs the real function.
/// </summary>
public sealed class LocalDeployment : IAsyncDisposable
{
    private readonly LocalDeploymentOptions _options;

    private LocalDeployment(LocalDeploymentOptions options, LocalAws aws, DeployedResources deployment, LocalLambda lambda)
    {
        _options = options;
        Aws = aws;
        Deployment = deployment;
        Lambda = lambda;
        var (id, secret, _) = LocalCredentials.Dummy;
        Connection = new(aws.Endpoint, deployment.Region, aws.CaBundle, new BasicAWSCredentials(id, secret));
    }

    /// <summary>The local AWS.</summary>
    public LocalAws Aws { get; }

    /// <summary>What Terraform deployed to it.</summary>
    public DeployedResources Deployment { get; }

    /// <summary>The local Lambda, which the bucket's notifications reach.</summary>
    public LocalLambda Lambda { get; }

    /// <summary>How to call the local AWS.</summary>
    public AwsConnection Connection { get; }

    /// <summary>
    /// Starts all of it. What an earlier run deployed is there again, and Terraform changes only what differs.
    /// </summary>
    /// <param name="options">What to deploy, and where to keep things.</param>
    /// <param name="progress">Shows the steps.</param>
    /// <param name="cancellationToken">Stops it, and ends what was started.</param>
    /// <exception cref="CommandException">Terraform failed, or the local AWS or Lambda did not start.</exception>
    public static async Task<LocalDeployment> StartAsync(
        LocalDeploymentOptions options, IRunProgress progress, CancellationToken cancellationToken)
    {
        var aws = await progress.RunAsync(
            "starting the local AWS (moto over TLS)",
            _ => LocalAws.StartAsync(new() { Folder = Path.Combine(options.Folder, "aws") }, cancellationToken));
        try
        {
            var deployment = await progress.RunAsync("terraform apply", line => ApplyAsync(options, aws, line, cancellationToken));
            await aws.SaveStateAsync(cancellationToken);
            var lambda = await progress.RunAsync("starting the local Lambda", async _ =>
            {
                var started = await LocalLambda.StartAsync(LambdaOptions(options, aws, deployment), cancellationToken);
                await aws.ConnectAsync(started.InvokeEndpoint, cancellationToken);
                return started;
            });
            return new(options, aws, deployment, lambda);
        }
        catch (Exception)
        {
            await aws.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Deploys again with other variables, while all goes on. Versions and event source mappings change as they do on AWS; how many
    /// environments there may be, retries and the age limit of events stay what they were. What is deployed then is not kept for the next
    /// run: with it would be what was uploaded.
    /// </summary>
    /// <exception cref="CommandException">Terraform failed.</exception>
    public Task<DeployedResources> ChangeAsync(
        IReadOnlyDictionary<string, string?> variables, Action<string> line, CancellationToken cancellationToken)
    {
        Aws.ForgetState();
        return ApplyAsync(_options with { Variables = variables }, Aws, line, cancellationToken);
    }

    /// <summary>Ends every process of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await Lambda.DisposeAsync();
        await Aws.DisposeAsync();
    }

    private static async Task<DeployedResources> ApplyAsync(
        LocalDeploymentOptions options, LocalAws aws, Action<string> line, CancellationToken cancellationToken)
    {
        var copy = Path.Combine(options.Folder, "terraform");
        ModuleCopy.Refresh(options.TerraformFolder, copy);
        var environment = new Dictionary<string, string?>(aws.EnvironmentVariables);
        foreach (var (name, value) in options.Variables)
        {
            environment[$"TF_VAR_{name}"] = value;
        }

        var module = new TerraformModule(copy, Path.Combine(options.Folder, "terraform-data"), aws.TerraformStateFile, environment);
        var changes = await new TerraformApply(module).RunAsync(line, cancellationToken);
        line(changes);
        return await DeployedResources.ReadAsync(module, cancellationToken);
    }

    private static LocalLambdaOptions LambdaOptions(LocalDeploymentOptions options, LocalAws aws, DeployedResources deployment) =>
        options.AdjustLambda(new(deployment)
        {
            AwsEndpoint = aws.Endpoint,
            MappingList = new(aws.Endpoint, EventSourceMappings.ListPath),
            VersionList = new(aws.Endpoint, FunctionVersions.FunctionsPath + deployment.FunctionName),
            CaBundle = aws.CaBundle,
            Credentials = LocalCredentials.Role,
            RetryDelays = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)],
            Folder = options.Folder,
            LogFile = Path.Combine(options.Folder, "function.log"),
        });
}

/// <summary>What to deploy on this machine, and where to keep things.</summary>
/// <param name="Folder">The folder for certificates, state, logs and the unpacked function; one deployment at a time may use it.</param>
/// <param name="TerraformFolder">The root module.</param>
/// <param name="Variables">Values of Terraform variables by name. Null removes one that the environment sets.</param>
public sealed record LocalDeploymentOptions(string Folder, string TerraformFolder, IReadOnlyDictionary<string, string?> Variables)
{
    /// <summary>Changes the Lambda's options before it starts. Without it, retries come after one and two seconds.</summary>
    public Func<LocalLambdaOptions, LocalLambdaOptions> AdjustLambda { get; init; } = lambda => lambda;
}
