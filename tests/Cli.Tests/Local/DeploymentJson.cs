using System.Text.Json;
using Compressor.Cli.Terraform;

namespace Compressor.Cli.Tests.Local;

/// <summary>A deployment as <c>terraform output -json</c> prints it.</summary>
internal static class DeploymentJson
{
    public static string Of(Deployment deployment)
    {
        static object Value(object? value) => new { value };
        return JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["function_name"] = Value(deployment.FunctionName),
            ["function_arn"] = Value(deployment.FunctionArn),
            ["function_environment"] = Value(deployment.FunctionEnvironment),
            ["memory_size"] = Value(deployment.MemorySize),
            ["timeout"] = Value(deployment.Timeout),
            ["architecture"] = Value(deployment.Architecture),
            ["function_package"] = Value(deployment.FunctionPackage),
            ["reserved_concurrency"] = Value(deployment.ReservedConcurrency),
            ["maximum_retry_attempts"] = Value(deployment.MaximumRetryAttempts),
            ["maximum_event_age_seconds"] = Value(deployment.MaximumEventAgeSeconds),
            ["dead_letter_queue_url"] = Value(deployment.DeadLetterQueueUrl),
            ["bucket_name"] = Value(deployment.BucketName),
            ["incoming_prefix"] = Value(deployment.IncomingPrefix),
            ["processed_prefix"] = Value(deployment.ProcessedPrefix),
            ["source_suffix"] = Value(deployment.SourceSuffix),
            ["region"] = Value(deployment.Region),
        });
    }
}
