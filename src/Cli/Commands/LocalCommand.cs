using System.CommandLine;
using Compressor.Cli.Local;
using Compressor.Cli.Local.Terminal;
using Compressor.Cli.Terraform;
using Spectre.Console;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor local</c>: the deployed function on this machine, as Lambda runs it, until Ctrl-C.</summary>
internal static class LocalCommand
{
    private const int DefaultPort = 9001;

    private const string Examples = """
          compressor local --aws
              What the last `make run` deployed, with its bucket and queue: prints the variables to set for the AWS CLI in another terminal.
          aws lambda invoke --endpoint-url http://127.0.0.1:9001 --function-name compressor --payload file://event.json answer.json
              One synchronous invocation.
          compressor local --aws --concurrency 2 --retry-delays 1s,2s --json | jq 'select(.type == "eventDeadLettered")'
          terraform -chdir=terraform output -json | compressor local --outputs - --endpoint-url https://127.0.0.1:5000 --ca-bundle ca.pem
              Another AWS of your own.
        """;

    public static Command Create()
    {
        var terraform = new Option<string>("--terraform") { Description = "The folder of the root module.", DefaultValueFactory = _ => "terraform", HelpName = "folder" };
        var outputs = new Option<string?>("--outputs") { Description = "A file with the output of `terraform output -json`, or - for standard input, in place of running terraform.", HelpName = "file" };
        var aws = new Option<bool>("--aws") { Description = "Start the local AWS as well, as the last `make run` deployed it." };
        var endpoint = new Option<Uri?>("--endpoint-url") { Description = "The AWS endpoint of the function and its dead letter queue; AWS itself if left out.", HelpName = "url", CustomParser = Endpoint.Parse };
        var bundle = new Option<string?>("--ca-bundle") { Description = "A PEM file of the roots to trust at that endpoint.", HelpName = "file" };
        var port = new Option<int>("--port") { Description = "The Invoke API's port on 127.0.0.1; 0 for a free one.", DefaultValueFactory = _ => DefaultPort, HelpName = "n" };
        var concurrency = new Option<int?>("--concurrency") { Description = $"Environments at most; if left out, the reserved concurrency, at most {LocalLambdaOptions.DefaultPerCore} a core. 0 throttles everything.", HelpName = "n" };
        var delays = new Option<TimeSpan[]?>("--retry-delays")
        {
            Description = "How long to wait before each retry, such as 1s,2s or 500ms; Lambda's 1m,2m if left out.",
            HelpName = "times",
            CustomParser = RetryDelays.Parse,
        };
        var log = new Option<string?>("--log-file") { Description = "A file for the function's log and the reports.", HelpName = "file" };
        var json = new Option<bool>("--json") { Description = "Print each event as a line of JSON, in place of the view." };
        concurrency.Validators.Add(result => Refuse(result, result.GetValueOrDefault<int?>() is < 0 or > 1000, "--concurrency must be a number from 0 to 1000"));
        port.Validators.Add(result => Refuse(result, result.GetValueOrDefault<int>() is < 0 or > 65535, "--port must be a number from 0 to 65535"));

        var command = new Command("local", "Runs the deployed function on this machine as Lambda does: environments, Invoke API, queue, retries, dead letters.") { terraform, outputs, aws, endpoint, bundle, port, concurrency, delays, log, json };
        ExamplesHelp.Add(command, Examples);
        command.Validators.Add(result =>
        {
            if (result.GetValue(aws) && (result.GetValue(endpoint) is not null || result.GetValue(outputs) is not null))
            {
                result.AddError("--aws brings its own endpoint and deployment: leave --endpoint-url and --outputs out");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var session = new LocalSession(
                parsed.GetRequiredValue(terraform),
                parsed.GetValue(outputs),
                parsed.GetValue(aws),
                deployment => new(deployment)
                {
                    AwsEndpoint = parsed.GetValue(endpoint),
                    CaBundle = parsed.GetValue(bundle),
                    Port = parsed.GetValue(port),
                    Concurrency = parsed.GetValue(concurrency),
                    RetryDelays = parsed.GetValue(delays) ?? LocalLambdaOptions.LambdaRetryDelays,
                    LogFile = parsed.GetValue(log),
                });
            return session.RunAsync(parsed.GetValue(json), cancellationToken);
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
