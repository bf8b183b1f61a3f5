using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Compressor.Cli.Commands;
using Compressor.Cli.Terraform;
using Spectre.Console;

namespace Compressor.Cli.Local.Terminal;

/// <summary>One run of <c>compressor local</c>.</summary>
/// <param name="terraform">The folder of the root module.</param>
/// <param name="outputs">A file with Terraform's outputs, <c>-</c> for standard input, or null to run terraform.</param>
/// <param name="withAws">Whether to start the local AWS.</param>
/// <param name="options">Makes the options of a deployment, but for what the local AWS brings.</param>
internal sealed class LocalSession(string terraform, string? outputs, bool withAws, Func<Deployment, LocalLambdaOptions> options)
{
    /// <summary>Runs until it is cancelled, and ends every child then.</summary>
    /// <returns>The exit code of an interrupted command, which is the usual end; 1 where the local AWS ended by itself.</returns>
    public async Task<int> RunAsync(bool json, CancellationToken cancellationToken)
    {
        try
        {
            await using var aws = withAws ? await LocalAws.StartAsync(new(), cancellationToken) : null;
            if (aws is { Restored: false })
            {
                throw new UsageException("nothing is deployed to the local AWS: `make run` does it, once");
            }

            var wanted = options(await ReadDeploymentAsync(aws, cancellationToken));
            wanted = aws is null
                ? wanted with { Credentials = await ChooseCredentialsAsync(wanted) }
                : wanted with { AwsEndpoint = aws.Endpoint, CaBundle = aws.CaBundle };
            await using var lambda = await LocalLambda.StartAsync(wanted, cancellationToken);
            if (aws is not null)
            {
                await aws.ConnectAsync(lambda.InvokeEndpoint, cancellationToken);
            }

            var end = Task.WhenAny(Task.Delay(Timeout.Infinite, cancellationToken), aws?.Exited ?? Task.Delay(Timeout.Infinite, cancellationToken));
            await ShowAsync(lambda, wanted, aws, json, end);
            return cancellationToken.IsCancellationRequested ? CommandRunner.Interrupted : await EndedAsync(aws!);
        }
        catch (LocalException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static async Task ShowAsync(LocalLambda lambda, LocalLambdaOptions wanted, LocalAws? aws, bool json, Task end)
    {
        if (json)
        {
            var output = TextWriter.Synchronized(Console.Out);
            lambda.Happened += happened => output.WriteLine(happened.ToJson());
            await end;
            return;
        }

        if (aws is not null)
        {
            foreach (var (name, value) in aws.EnvironmentVariables.Where(variable => variable.Value is not null))
            {
                Console.WriteLine($"export {name}={value}");
            }

            Console.WriteLine($"aws s3 cp FILE s3://{wanted.Deployment.BucketName}/{wanted.Deployment.IncomingPrefix}");
        }

        var title = $"{wanted.Deployment.FunctionName}, {wanted.Deployment.MemorySize} MB, at most {wanted.EffectiveConcurrency} environments, Invoke API {lambda.InvokeEndpoint}";
        if (!LambdaDisplay.IsLive(AnsiConsole.Console))
        {
            Console.WriteLine(title);
        }

        using var display = new LambdaDisplay(AnsiConsole.Console, lambda, title);
        await display.FollowAsync(end);
    }

    private static async Task<int> EndedAsync(LocalAws aws)
    {
        await Console.Error.WriteLineAsync($"compressor: the local AWS ended by itself; see {aws.LogFile}");
        return CommandRunner.Problems;
    }

    private async Task<Deployment> ReadDeploymentAsync(LocalAws? aws, CancellationToken cancellationToken)
    {
        switch (outputs)
        {
            case null:
                return await Deployment.ReadAsync(new TerraformModule(terraform, StateFile: aws?.TerraformStateFile, Environment: aws?.EnvironmentVariables), cancellationToken);
            case "-":
                using (var buffer = new MemoryStream())
                {
                    await Console.OpenStandardInput().CopyToAsync(buffer, cancellationToken);
                    return Deployment.Parse(buffer.ToArray());
                }

            default:
                return File.Exists(outputs)
                    ? Deployment.Parse(await File.ReadAllBytesAsync(outputs, cancellationToken))
                    : throw new UsageException($"there is no file {outputs}");
        }
    }

    /// <summary>Those of the caller, as Lambda would give the function its role's; a local endpoint without any takes dummies.</summary>
    private static async Task<LocalCredentials> ChooseCredentialsAsync(LocalLambdaOptions wanted)
    {
        try
        {
            var found = await DefaultAWSCredentialsIdentityResolver.GetCredentials().GetCredentialsAsync();
            return new(found.AccessKey, found.SecretKey, found.Token);
        }
        catch (AmazonClientException) when (wanted.AwsEndpoint is not null)
        {
            return LocalCredentials.Dummy;
        }
        catch (AmazonClientException e)
        {
            throw new UsageException($"there are no AWS credentials, and no --endpoint-url of a local AWS: {e.Message}");
        }
    }
}
