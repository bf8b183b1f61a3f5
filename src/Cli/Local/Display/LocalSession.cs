using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Compressor.Cli.Deployment;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.Watching;
using Compressor.Toolkit.CommandLine;
using Spectre.Console;

namespace Compressor.Cli.Local.Display;

/// <summary>One run of <c>compressor local</c>, until it is cancelled. Every child has ended when it returns.</summary>
/// <param name="console">Where progress and the view are shown: standard error where events go to standard output.</param>
/// <param name="json">Whether events go to standard output as lines of JSON, and nothing else does.</param>
/// <param name="watch">Whether the handler is built in the working directory, again whenever its sources change.</param>
internal sealed class LocalSession(IAnsiConsole console, bool json, bool watch)
{
    /// <summary>Deploys to a local AWS and runs the function for it.</summary>
    /// <returns>The exit code: interrupted, the usual end; or problems, where the local AWS ended by itself.</returns>
    public async Task<int> DeployAndRunAsync(LocalDeploymentOptions options, CancellationToken cancellationToken)
    {
        var progress = new ConsoleProgress(console);
        var build = watch ? HandlerBuild.InWorkingDirectory(Path.Combine(options.Folder, "watch")) : null;
        if (build is not null)
        {
            options = await RunBuiltAsync(options, build, progress, cancellationToken);
        }

        await using var local = await LocalDeployment.StartAsync(options, progress, cancellationToken);
        var deployment = local.Deployment;
        var writer = console.Profile.Out.Writer;
        foreach (var (name, value) in local.Aws.EnvironmentVariables.Where(variable => variable.Value is not null))
        {
            writer.WriteLine($"export {name}={value}");
        }

        writer.WriteLine($"aws s3 cp FILE{deployment.SourceSuffix} s3://{deployment.BucketName}/{deployment.IncomingPrefix}");
        var watching = build is null ? null : new HandlerWatch(build).RunAsync(local.Lambda, cancellationToken);
        Task[] ends = [Cancelled(cancellationToken), local.Aws.Exited, .. watching is null ? Array.Empty<Task>() : [watching]];
        await ShowAsync(local.Lambda, deployment, Task.WhenAny(ends));
        if (cancellationToken.IsCancellationRequested)
        {
            return CommandRunner.Interrupted;
        }

        if (watching is { IsFaulted: true })
        {
            await watching;
        }

        await Console.Error.WriteLineAsync($"compressor: the local AWS ended by itself; see {local.Aws.LogFile}");
        return CommandRunner.Problems;
    }

    /// <summary>Runs a deployed function with an AWS that is there.</summary>
    /// <returns>The exit code of an interrupted command: there is no other end.</returns>
    public async Task<int> RunDeployedAsync(LocalLambdaOptions options, CancellationToken cancellationToken)
    {
        var credentials = await ChooseCredentialsAsync(isLocal: options.AwsEndpoint is not null);
        await using var lambda = await LocalLambda.StartAsync(options with { Credentials = credentials }, cancellationToken);
        await ShowAsync(lambda, options.Deployment, Cancelled(cancellationToken));
        return CommandRunner.Interrupted;
    }

    /// <summary>Builds the handler, and has the deployment run it.</summary>
    /// <exception cref="CommandException">It does not compile; the message is the compiler's.</exception>
    private static async Task<LocalDeploymentOptions> RunBuiltAsync(
        LocalDeploymentOptions options, HandlerBuild build, ConsoleProgress progress, CancellationToken cancellationToken)
    {
        var built = await progress.RunAsync("building the handler", _ => build.RunAsync(cancellationToken));
        var bootstrap = built.Bootstrap ?? throw new CommandException(built.Output, CommandRunner.Problems);
        return options with { AdjustLambda = lambda => options.AdjustLambda(lambda) with { Bootstrap = bootstrap } };
    }

    private async Task ShowAsync(LocalLambda lambda, DeployedResources deployment, Task end)
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
        if (!console.IsLive())
        {
            await Console.Out.WriteLineAsync(title);
        }

        using var display = new LambdaDisplay(console, lambda, title);
        await display.FollowAsync(end);
    }

    private static Task<Task> Cancelled(CancellationToken cancellationToken) =>
        Task.WhenAny(Task.Delay(Timeout.Infinite, cancellationToken));

    /// <summary>The caller's credentials, as Lambda would give the function its role's; dummies where a local AWS takes any.</summary>
    private static async Task<LocalCredentials> ChooseCredentialsAsync(bool isLocal)
    {
        try
        {
            var found = await DefaultAWSCredentialsIdentityResolver.GetCredentials().GetCredentialsAsync();
            return new(found.AccessKey, found.SecretKey, found.Token is { Length: > 0 } token ? token : null);
        }
        catch (AmazonClientException) when (isLocal)
        {
            return LocalCredentials.Dummy;
        }
        catch (AmazonClientException e)
        {
            throw new CommandException($"there are no AWS credentials, and no --endpoint-url of a local AWS is given: {e.Message}");
        }
    }
}
