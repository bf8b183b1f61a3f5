using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.S3.Model;
using Compressor.Cli.Deployment;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>What AWS's API says of a deployment.</summary>
internal sealed record DeployedState(
    DeployedResources Deployment,
    IReadOnlyList<LifecycleRule> Lifecycle,
    GetBucketNotificationResponse Notification,
    JsonNode BucketPolicy,
    PublicAccessBlockConfiguration PublicAccess,
    JsonNode Function,
    JsonNode Alias,
    JsonNode Retries,
    JsonNode FunctionPolicy,
    IReadOnlyDictionary<string, string> DeadLetterQueue,
    IReadOnlyDictionary<string, XElement> Alarms,
    JsonNode Dashboard)
{
    private const string Monitoring = "2010-08-01";

    public static async Task<DeployedState> ReadAsync(AwsApi api, DeployedResources deployment)
    {
        var (bucket, function) = (deployment.BucketName, $"functions/{deployment.FunctionName}");
        var alarms = await api.QueryAsync("monitoring", Monitoring, "DescribeAlarms");
        var name = $"{deployment.FunctionName}-{deployment.Region}";
        var dashboard = await api.QueryAsync("monitoring", Monitoring, "GetDashboard", ("DashboardName", name));
        var policy = await api.LambdaAsync($"{function}/policy?Qualifier=live");
        return new(
            deployment,
            (await api.S3.GetLifecycleConfigurationAsync(bucket)).Configuration.Rules,
            await api.S3.GetBucketNotificationAsync(bucket),
            JsonNode.Parse((await api.S3.GetBucketPolicyAsync(bucket)).Policy)!,
            (
                await api.S3.GetPublicAccessBlockAsync(
                    new GetPublicAccessBlockRequest { BucketName = bucket })).PublicAccessBlockConfiguration,
            await api.LambdaAsync($"{function}/configuration"),
            await api.LambdaAsync($"{function}/aliases/live"),
            await api.LambdaAsync($"{function}/event-invoke-config?Qualifier=live", "2019-09-25"),
            JsonNode.Parse(policy["Policy"]!.GetValue<string>())!,
            (await api.Sqs.GetQueueAttributesAsync(deployment.DeadLetterQueueUrl.AbsoluteUri, ["All"])).Attributes,
            alarms.Descendants("MetricAlarms").Elements("member").ToDictionary(alarm => alarm.Element("AlarmName")!.Value),
            JsonNode.Parse(dashboard.Descendants("DashboardBody").Single().Value)!);
    }
}
