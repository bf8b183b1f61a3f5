using System.CommandLine;
using Compressor.Cli.Deployment;
using Compressor.Cli.Local;
using Compressor.Cli.Local.Display;
using Compressor.Cli.Local.Invocations;
using Compressor.Toolkit.CommandLine;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor local</c>: the deployed function on this machine, as Lambda runs it, until Ctrl-C.</summary>
internal static class LocalCommand
{
    private const string Examples = """
          compressor local --package artifacts/package/function-x86_64.zip
              Deploys to a local AWS, as `make run` does, and prints the variables to set for the AWS CLI in another terminal.
          compressor invoke samples/events/s3.json
              One synchronous invocation, from another terminal.
          compressor local --package function.zip --watch
              Runs the handler as ordinary .NET, and builds it again when its sources change.
          compressor local --package function.zip --bootstrap artifacts/bin/Compressor.Handler/debug/bootstrap
              Runs another program in place of the zip's, for a debugger to attach to (docs/debugging.md).
          aws lambda invoke --endpoint-url http://127.0.0.1:9001 --function-name compressor --payload file://event.json answer.json
              The same with the AWS CLI.
          compressor local --package function.zip --concurrency 2 --retry-delays 1s,2s --json | jq 'select(.type == "eventDeadLettered")'
          terraform -chdir=terraform output -json | compressor local --outputs - --endpoint-url https://127.0.0.1:5000 --ca-bundle ca.pem
              What is deployed elsewhere, with another AWS of your own.
        """;

    public static Command Create()
    {
        var options = new LocalOptions();
        var command = new Command(
            "local",
            "Runs the deployed function on this machine as Lambda does, with environments, queue, retries and dead letters.");
        options.AddTo(command);
        CommandHelp.Add(command, "the local AWS ended by itself", Examples);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = new LocalSession(
                Terminal.Create(parsed, error: options.IsJson(parsed)), options.IsJson(parsed), options.IsWatched(parsed));
            return options.ReadPackage(parsed) is { } deployment
                ? await session.DeployAndRunAsync(deployment, cancellationToken)
                : await session.RunDeployedAsync(await options.ReadDeployedAsync(parsed, cancellationToken), cancellationToken);
        });
        return command;
    }
}

/// <summary>The options of <c>compressor local</c>.</summary>
internal sealed class LocalOptions
{
    private const int DefaultPort = 9001;
    private static readonly TimeSpan NoLimit = TimeSpan.FromDays(1);

    private readonly Option<string> _terraform = CommonOptions.Terraform();
    private readonly Option<string?> _outputs = CommonOptions.Outputs();
    private readonly Option<FileInfo?> _package = Create<FileInfo?>(
        "--package", "Start a local AWS and deploy this zip to it, instead of running what is deployed elsewhere.", "zip");
    private readonly Option<string> _folder = CommonOptions.RunFolder("Where the local AWS, logs and the unpacked function are kept.");
    private readonly Option<Uri?> _endpoint = CommonOptions.Endpoint(
        "The AWS endpoint of the function and its dead-letter queue. Default: AWS itself.");
    private readonly Option<string?> _bundle = CommonOptions.CaBundle(
        "A PEM file with the certificate authorities to trust at that endpoint.");
    private readonly Option<int> _port = Create("--port", "The Invoke API's port on 127.0.0.1; 0 for a free one.", "n", DefaultPort)
        .Refuse(value => value is < 0 or > ushort.MaxValue, "must be a number from 0 to 65535");
    private readonly Option<int?> _concurrency = Create<int?>(
        "--concurrency",
        $"The maximum number of environments. Default: the reserved concurrency, at most {LocalLambdaOptions.DefaultPerCore} per core. "
            + "0 throttles everything.",
        "n").Refuse(value => value is < 0 or > 1000, "must be a number from 0 to 1000");
    private readonly Option<TimeSpan[]?> _retryDelays = CommonOptions.RetryDelays(
        "How long to wait before each retry, such as 1s,2s or 500ms. Default: 1m,2m, as on Lambda.");
    private readonly Option<int?> _queueLimit = Create<int?>(
        "--queue-limit",
        "How many events the queue holds. More are dropped, as Lambda may do if a function cannot keep up. Default: no limit.",
        "n").Refuse(value => value is < 0, "must be 0 or more");
    private readonly Option<string?> _logFile = Create<string?>("--log-file", "A file for the function's log and the reports.", "file");
    private readonly Option<FileInfo?> _bootstrap = Create<FileInfo?>(
        "--bootstrap",
        "Run this program instead of the zip's, without time limits, and in one environment unless --concurrency is given.",
        "program").Refuse(value => value is { Exists: false }, "must be a program that exists");
    private readonly Option<bool> _watch = new("--watch")
    {
        Description = "Build the handler as ordinary .NET code and run that instead of the zip's, again whenever its sources change.",
    };
    private readonly Option<bool> _json = new("--json") { Description = "Print each event as a line of JSON instead of the view." };

    public void AddTo(Command command)
    {
        command.Add(
            _terraform, _outputs, _package, _folder, _endpoint, _bundle, _port, _concurrency, _retryDelays, _queueLimit, _logFile,
            _bootstrap, _watch, _json);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_watch) && result.GetValue(_bootstrap) is not null)
            {
                result.AddError("--watch runs what it builds: leave --bootstrap out");
            }

            if (result.GetValue(_watch) && result.GetValue(_package) is null)
            {
                result.AddError("--watch needs --package: it replaces only the program in the zip");
            }

            if (result.GetValue(_package) is not null && (result.GetValue(_endpoint) is not null || result.GetValue(_outputs) is not null))
            {
                result.AddError("--package brings its own AWS and deployment: leave --endpoint-url and --outputs out");
            }
        });
    }

    /// <summary>Whether events are printed as JSON.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Whether the handler is built again when its sources change.</summary>
    public bool IsWatched(ParseResult parsed) => parsed.GetValue(_watch);

    /// <summary>Returns what to deploy to a local AWS; null where something deployed is to be run.</summary>
    public LocalDeploymentOptions? ReadPackage(ParseResult parsed) => parsed.GetValue(_package) is { } zip
        ? new LocalDeploymentOptions(
            parsed.GetRequiredValue(_folder),
            parsed.GetRequiredValue(_terraform),
            new Dictionary<string, string?> { ["function_package"] = zip.FullName })
        {
            AdjustLambda = lambda => Adjust(parsed, lambda),
        }
        : null;

    /// <summary>Reads what is deployed, and how to run it.</summary>
    /// <exception cref="CommandException">Nothing is deployed, or the file cannot be read.</exception>
    public async Task<LocalLambdaOptions> ReadDeployedAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var deployment = await DeployedResources.ReadAsync(
            parsed.GetValue(_outputs), parsed.GetRequiredValue(_terraform), cancellationToken);
        return Adjust(parsed, new(deployment)
        {
            AwsEndpoint = parsed.GetValue(_endpoint),
            CaBundle = parsed.GetValue(_bundle),
            Folder = parsed.GetRequiredValue(_folder),
        });
    }

    private LocalLambdaOptions Adjust(ParseResult parsed, LocalLambdaOptions given)
    {
        // Whoever looks at a breakpoint takes longer than a function may.
        var lambda = parsed.GetValue(_bootstrap) is { } bootstrap
            ? given with
            {
                Bootstrap = bootstrap.FullName,
                Timeout = NoLimit,
                InitTimeout = NoLimit,
            }
            : given;
        return lambda with
        {
            Port = parsed.GetValue(_port),
            Concurrency = parsed.GetValue(_concurrency) ?? (lambda.Bootstrap is null ? null : 1),
            QueueLimit = parsed.GetValue(_queueLimit),
            RetryDelays = parsed.GetValue(_retryDelays) is { Length: > 0 } delays ? delays : LocalLambdaOptions.LambdaRetryDelays,
            LogFile = parsed.GetValue(_logFile) ?? lambda.LogFile,
        };
    }
}
