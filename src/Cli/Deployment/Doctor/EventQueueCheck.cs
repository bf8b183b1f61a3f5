using Amazon.Runtime;
using Amazon.S3.Model;
using Amazon.SQS.Model;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>
/// Whether the queue of queue mode may go. Direct mode takes it away with all messages in it, and nobody would hear of their objects
/// until <c>compressor verify</c> finds them.
/// </summary>
internal static class EventQueueCheck
{
    public const string Name = "event queue";

    private const string WayOut =
        "EVENT_SOURCE=direct would delete it with its messages: deploy with EVENT_SOURCE=draining first, and wait until it is empty";

    private static readonly List<string> Counts =
        ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"];

    /// <summary>Looks for the queue, its messages, and whether the bucket still sends to it.</summary>
    public static async Task<CheckResult> RunAsync(
        AwsConnection connection, PlannedDeployment planned, string bucket, CancellationToken cancellationToken)
    {
        if (planned.EventSource != "direct")
        {
            return CheckResult.Ok(Name, $"stays, or is made: event_source is {planned.EventSource}");
        }

        var name = $"{planned.Name}-events";
        try
        {
            using var sqs = connection.CreateSqs();
            var url = (await sqs.GetQueueUrlAsync(name, cancellationToken)).QueueUrl;
            var found = (await sqs.GetQueueAttributesAsync(url, Counts, cancellationToken)).Attributes;
            var messages = Counts.Sum(count => long.TryParse(found.GetValueOrDefault(count), out var number) ? number : 0);
            return messages > 0
                ? CheckResult.Fail(Name, $"{name} has {messages} messages. {WayOut}")
                : await GetsMoreAsync(connection, bucket, name, cancellationToken)
                    ? CheckResult.Fail(Name, $"{bucket} still sends to {name}. {WayOut}")
                    : CheckResult.Ok(Name, $"{name} is empty, and nothing is sent to it");
        }
        catch (QueueDoesNotExistException)
        {
            return CheckResult.Ok(Name, "there is none to take away");
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            return CheckResult.Skip(
                Name,
                $"{name} cannot be looked at: allow sqs:GetQueueUrl, sqs:GetQueueAttributes and s3:GetBucketNotification ({e.Message})");
        }
    }

    private static async Task<bool> GetsMoreAsync(AwsConnection connection, string bucket, string name, CancellationToken cancellationToken)
    {
        using var s3 = connection.CreateS3();
        var rules = await s3.GetBucketNotificationAsync(new GetBucketNotificationRequest { BucketName = bucket }, cancellationToken);
        return (rules.QueueConfigurations ?? []).Exists(rule => rule.Queue.EndsWith($":{name}", StringComparison.Ordinal));
    }
}
