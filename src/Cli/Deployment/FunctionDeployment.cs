using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Deployment;

/// <summary>Reads what is deployed from the function itself, for those who do not have Terraform's state at hand.</summary>
internal static class FunctionDeployment
{
    private const string DefaultAlias = "live";
    private const string SettingPrefix = "COMPRESSOR_";

    /// <summary>arn, partition, lambda, region, account, function, name; a version or an alias may follow.</summary>
    private const int ArnParts = 7;

    /// <summary>
    /// Asks Lambda for the function's configuration, its event invoke config and its reserved concurrency, and SQS for the queues' URLs.
    /// </summary>
    /// <param name="connection">Where AWS is.</param>
    /// <param name="function">The function's name, and an alias after a colon where it is not <c>live</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommandException">There is no such function, it is not one of this project, or AWS does not tell.</exception>
    public static async Task<DeployedResources> ReadAsync(AwsConnection connection, string function, CancellationToken cancellationToken)
    {
        if (connection.EffectiveRegion is null)
        {
            throw new CommandException("no region is set: set AWS_REGION, or a region in the profile");
        }

        var (name, alias) = function.Split(':') is [var first, var second] ? (first, second) : (function, DefaultAlias);
        using var lambda = new LambdaApi(connection);
        async Task<JsonObject?> GetAsync(string version, string what) =>
            await lambda.GetAsync($"/{version}/functions/{Uri.EscapeDataString(name)}/{what}", cancellationToken);
        try
        {
            var configuration = await GetAsync("2015-03-31", $"configuration?Qualifier={Uri.EscapeDataString(alias)}")
                ?? throw new CommandException($"there is no function {name} with an alias {alias} in {connection.EffectiveRegion}");
            var events = await GetAsync("2019-09-25", $"event-invoke-config?Qualifier={Uri.EscapeDataString(alias)}");
            var concurrency = await GetAsync("2019-09-30", "concurrency");
            var queue = (string?)events?["DestinationConfig"]?["OnFailure"]?["Destination"]
                ?? throw new CommandException($"{name}:{alias} has no on-failure destination: it is not a deployment of this project");
            var deployment = Create(connection.EffectiveRegion, alias, configuration, events!, concurrency);
            using var sqs = connection.CreateSqs();
            return deployment with
            {
                DeadLetterQueueUrl = await FindQueueAsync(sqs, queue, cancellationToken),
                EventQueueUrl = await FindEventQueueAsync(sqs, deployment, cancellationToken),
            };
        }
        catch (LambdaRefusedException e)
        {
            throw new CommandException(
                $"Lambda does not say how {name} is configured ({e.Message}): lambda:GetFunctionConfiguration, "
                    + "lambda:GetFunctionEventInvokeConfig and lambda:GetFunctionConcurrency are needed");
        }
        catch (HttpRequestException e)
        {
            throw new CommandException($"Lambda cannot be reached: {e.Message}");
        }
    }

    private static DeployedResources Create(
        string region, string alias, JsonObject configuration, JsonObject events, JsonObject? concurrency)
    {
        var environment = configuration["Environment"]?["Variables"] is JsonObject variables
            ? variables.ToDictionary(variable => variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal)
            : [];
        string Setting(string name) => environment.TryGetValue(SettingPrefix + name, out var value)
            ? value
            : throw new CommandException(
                $"the function has no {SettingPrefix}{name}: it is not of this project, or you are not allowed to read its environment");
        var arn = string.Join(':', Text(configuration, "FunctionArn").Split(':').Take(ArnParts));
        return new(
            Text(configuration, "FunctionName"),
            arn,
            environment,
            Number(configuration, "MemorySize"),
            Number(configuration, "Timeout"),
            (string?)configuration["Architectures"]?[0] ?? "x86_64",
            FunctionPackage: "",
            (int?)concurrency?["ReservedConcurrentExecutions"],
            Number(events, "MaximumRetryAttempts", 2),
            Number(events, "MaximumEventAgeInSeconds", 21_600),
            new Uri("about:blank"),
            Setting("BUCKET_NAME"),
            Setting("INCOMING_PREFIX"),
            Setting("PROCESSED_PREFIX"),
            Setting("SOURCE_SUFFIX"),
            region)
        {
            EventTarget = $"{arn}:{alias}",
        };
    }

    /// <summary>
    /// Returns the queue of queue mode; null where there is none, or it may not be seen: SQS answers both alike. Terraform names it.
    /// </summary>
    private static async Task<Uri?> FindEventQueueAsync(
        IAmazonSQS sqs, DeployedResources deployment, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetQueueUrlRequest($"{deployment.FunctionName}-events") { QueueOwnerAWSAccountId = deployment.AccountId };
            return new((await sqs.GetQueueUrlAsync(request, cancellationToken)).QueueUrl);
        }
        catch (AmazonServiceException)
        {
            return null;
        }
    }

    private static async Task<Uri> FindQueueAsync(IAmazonSQS sqs, string arn, CancellationToken cancellationToken)
    {
        if (arn.Split(':') is not [_, _, "sqs", _, var account, var name])
        {
            throw new CommandException($"the function's on-failure destination is not a queue but {arn}");
        }

        try
        {
            var found = await sqs.GetQueueUrlAsync(new GetQueueUrlRequest(name) { QueueOwnerAWSAccountId = account }, cancellationToken);
            return new(found.QueueUrl);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
        {
            throw new CommandException($"the dead-letter queue {arn} cannot be found: {e.Message} (sqs:GetQueueUrl is needed)");
        }
    }

    private static string Text(JsonObject parent, string name) =>
        (string?)parent[name] ?? throw new CommandException($"Lambda's answer has no {name}");

    private static int Number(JsonObject parent, string name, int fallback = 0) => (int?)parent[name] ?? fallback;
}
