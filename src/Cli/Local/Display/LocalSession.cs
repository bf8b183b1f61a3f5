using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Compressor.Cli.Deployment;
using Compressor.Cli.Local.Invocations;
using Compressor.Toolkit.CommandLine;
using Spectre.Console;

namespace Compressor.Cli.Local.Display;

/// <summary>One run of <c>compressor local</c>, until it is cancelled. Every child has ended when it returns.</summary>
internal static class LocalSession
{
    /// <summary>Deploys to a local AWS and runs the function for it.</summary>
    /// <returns>The exit code: interrupted, the usual end; or problems, where the local AWS ended by itself.</returns>
    public static async Task<int> DeployAndRunAsync(LocalDeploymentOptions options, bool json, CancellationToken cancellationToken)
    {
        // Events alone go to standard output where a program reads it.
        var console = Terminal.Create(error: json);
        await using var local = await LocalDeployment.StartAsync(options, new ConsoleProgress(console), cancellationToken);
        foreach (var (name, value) in local.Aws.EnvironmentVariables.Where(variable => variable.Value is not null))
        {
            console.Profile.Out.Writer.WriteLine($"export {name}={value}");
        }

        console.Profile.Out.Writer.WriteLine(
            $"aws s3 cp FILE{local.Deployment.SourceSuffix} s3://{local.Deployment.BucketName}/{local.Deployment.IncomingPrefix}");
        await ShowAsync(local.Lambda, local.Deployment, json, Task.WhenAny(Cancelled(cancellationToken), local.Aws.Exited));
        if (cancellationToken.IsCancellationRequested)
        {
            return CommandRunner.Interrupted;
        }

        await Console.Error.WriteLineAsync($"compressor: the local AWS ended by itself; see {local.Aws.LogFile}");
        return CommandRunner.Problems;
    }

    /// <summary>Runs a deployed function with an AWS that is there.</summary>
    /// <returns>The exit code of an interrupted command: there is no other end.</returns>
    public static async Task<int> RunDeployedAsync(
        Func<CancellationToken,
        Task<DeployedResources>> read,
        Func<DeployedResources,
        LocalLambdaOptions> options,
        bool json,
        CancellationToken cancellationToken)
    {
        var deployment = await read(cancellationToken);
        var wanted = options(deployment);
        await using var lambda = await LocalLambda.StartAsync(
            wanted with { Credentials = await ChooseCredentialsAsync(wanted) }, cancellationToken);
        await ShowAsync(lambda, deployment, json, Cancelled(cancellationToken));
        return CommandRunner.Interrupted;
    }

    private static async Task ShowAsync(LocalLambda lambda, DeployedResources deployment, bool json, Task end)
    {
        if (json)
        {
            var output = TextWriter.Synchronized(Console.Out);
            await output.WriteLineAsync(new Listening(deployment.FunctionName, lambda.InvokeEndpoint, lambda.Concurrency).ToJson());
            lambda.Happened += happened => output.WriteLine(happened.ToJson());
            await end;
            return;
        }

        var title =
            $"{deployment.FunctionName}, {deployment.MemorySize} MB, at most {lambda.Concurrency} environments, Invoke API "
                + $"{lambda.InvokeEndpoint.AbsoluteUri.TrimEnd('/')}";
        if (!LambdaDisplay.IsLive(AnsiConsole.Console))
        {
            Console.WriteLine(title);
        }

        using var display = new LambdaDisplay(AnsiConsole.Console, lambda, title);
        await display.FollowAsync(end);
    }

    private static async Task Cancelled(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // That is what was waited for.
        }
    }

    /// <summary>Those of the caller, as Lambda would give the function its role's; a local endpoint without any takes dummies.</summary>
    private static async Task<LocalCredentials> ChooseCredentialsAsync(LocalLambdaOptions wanted)
    {
        try
        {
            var found = await DefaultAWSCredentialsIdentityResolver.GetCredentials().GetCredentialsAsync();
            return new(found.AccessKey, found.SecretKey, found.Token is { Length: > 0 } token ? token : null);
        }
        catch (AmazonClientException) when (wanted.AwsEndpoint is not null)
        {
            return LocalCredentials.Dummy;
        }
        catch (AmazonClientException e)
        {
            throw new CommandException($"there are no AWS credentials, and no --endpoint-url of a local AWS: {e.Message}");
        }
    }
}
