using System.CommandLine;
using Compressor.Cli.Local;
using Compressor.Cli.Local.Display;
using Compressor.Cli.Local.Invocations;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor local</c>: the deployed function on this machine, as Lambda runs it, until Ctrl-C.</summary>
internal static class LocalCommand
{
    private const int DefaultPort = 9001;

    private const string Examples = """
          compressor local --package artifacts/package/function-x86_64.zip
              Deploys to a local AWS, as `make run` does, and prints the variables to set for the AWS CLI in another terminal.
          aws lambda invoke --endpoint-url http://127.0.0.1:9001 --function-name compressor --payload file://event.json answer.json
              One synchronous invocation.
          compressor local --package function.zip --concurrency 2 --retry-delays 1s,2s --json | jq 'select(.type == "eventDeadLettered")'
          terraform -chdir=terraform output -json | compressor local --outputs - --endpoint-url https://127.0.0.1:5000 --ca-bundle ca.pem
              What is deployed elsewhere, with another AWS of your own.
        """;

    public static Command Create()
    {
        var terraform = new Option<string>("--terraform")
        {
            Description = "The folder of the root module.",
            DefaultValueFactory = _ => "terraform",
            HelpName = "folder",
        };
        var outputs = new Option<string?>("--outputs")
        {
            Description = "A file with the output of `terraform output -json`, or - for standard input, in place of running terraform.",
            HelpName = "file",
        };
        var package = new Option<FileInfo?>("--package")
        {
            Description = "Start a local AWS and deploy this zip to it, in place of taking what is deployed.",
            HelpName = "zip",
        };
        var folder = new Option<string>("--folder")
        {
            Description = "Where the local AWS, logs and the unpacked function are kept.",
            DefaultValueFactory = _ => Path.Combine("artifacts", "run"),
            HelpName = "folder",
        };
        var endpoint = new Option<Uri?>("--endpoint-url")
        {
            Description = "The AWS endpoint of the function and its dead letter queue; AWS itself if left out.",
            HelpName = "url",
            CustomParser = Endpoint.Parse,
        };
        var bundle = new Option<string?>("--ca-bundle")
        {
            Description = "A PEM file of the roots to trust at that endpoint.",
            HelpName = "file",
        };
        var port = new Option<int>("--port")
        {
            Description = "The Invoke API's port on 127.0.0.1; 0 for a free one.",
            DefaultValueFactory = _ => DefaultPort,
            HelpName = "n",
        };
        var concurrency = new Option<int?>("--concurrency")
        {
            Description =
                $"Environments at most; if left out, the reserved concurrency, at most {LocalLambdaOptions.DefaultPerCore} a core. 0 "
                    + $"throttles everything.",
            HelpName = "n",
        };
        var delays = new Option<TimeSpan[]?>("--retry-delays")
        {
            Description = "How long to wait before each retry, such as 1s,2s or 500ms; Lambda's 1m,2m if left out.",
            HelpName = "times",
            CustomParser = CommandOptions.DurationList,
        };
        var queue = new Option<int?>("--queue-limit")
        {
            Description =
                "Events that the queue holds; what comes beyond is dropped, as Lambda may where a function cannot keep up. No limit if "
                    + "left out.",
            HelpName = "n",
        };
        var log = new Option<string?>("--log-file") { Description = "A file for the function's log and the reports.", HelpName = "file" };
        var asJson = new Option<bool>("--json") { Description = "Print each event as a line of JSON, in place of the view." };
        concurrency.Validators.Add(
            result => Refuse(result, result.GetValueOrDefault<int?>() is < 0 or > 1000, "--concurrency must be a number from 0 to 1000"));
        queue.Validators.Add(result => Refuse(result, result.GetValueOrDefault<int?>() is < 0, "--queue-limit must be 0 or more"));
        port.Validators.Add(
            result => Refuse(result, result.GetValueOrDefault<int>() is < 0 or > 65535, "--port must be a number from 0 to 65535"));

        var command = new Command(
            "local",
            "Runs the deployed function on this machine as Lambda does: environments, Invoke API, queue, retries, dead letters.")
        {
            terraform, outputs, package, folder, endpoint, bundle, port, concurrency, delays, queue, log, asJson,
        };
        ExamplesHelp.Add(command, Examples);
        command.Validators.Add(result =>
        {
            if (result.GetValue(package) is not null && (result.GetValue(endpoint) is not null || result.GetValue(outputs) is not null))
            {
                result.AddError("--package brings its own AWS and deployment: leave --endpoint-url and --outputs out");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var json = parsed.GetValue(asJson);
            LocalLambdaOptions Adjust(LocalLambdaOptions options) => options with
            {
                Port = parsed.GetValue(port),
                Concurrency = parsed.GetValue(concurrency),
                QueueLimit = parsed.GetValue(queue),
                RetryDelays = parsed.GetValue(delays) is { Length: > 0 } given ? given : LocalLambdaOptions.LambdaRetryDelays,
                LogFile = parsed.GetValue(log) ?? options.LogFile,
            };
            return parsed.GetValue(package) is { } zip
                ? LocalSession.DeployAndRunAsync(
                    new LocalDeploymentOptions(
                        parsed.GetRequiredValue(folder),
                        parsed.GetRequiredValue(terraform),
                        new Dictionary<string, string?> { ["function_package"] = zip.FullName })
                    {
                        AdjustLambda = Adjust,
                    },
                    json,
                    cancellationToken)
                : LocalSession.RunDeployedAsync(
                    token => DeployedOptions.ReadAsync(parsed.GetValue(outputs), parsed.GetRequiredValue(terraform), token),
                    deployment => Adjust(new(deployment)
                    {
                        AwsEndpoint = parsed.GetValue(endpoint),
                        CaBundle = parsed.GetValue(bundle),
                        Folder = parsed.GetRequiredValue(folder),
                    }),
                    json,
                    cancellationToken);
        });
        return command;
    }

    private static void Refuse(System.CommandLine.Parsing.OptionResult result, bool wrong, string message)
    {
        if (wrong)
        {
            result.AddError(message);
        }
    }
}
