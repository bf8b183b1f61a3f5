namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>Everything of the kinds that a deployment makes.</summary>
internal static class Inventory
{
    /// <summary>Lists it, each with its kind. A KMS key is left out: AWS deletes none at once.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(AwsApi api)
    {
        var found = new List<string>();
        found.AddRange(((await api.S3.ListBucketsAsync()).Buckets ?? []).Select(bucket => $"bucket {bucket.BucketName}"));
        found.AddRange(((await api.Sqs.ListQueuesAsync("")).QueueUrls ?? []).Select(url => $"queue {url}"));
        found.AddRange(
            (await api.LambdaAsync("functions"))["Functions"]!.AsArray().Select(function => $"function {function!["FunctionName"]}"));
        found.AddRange(await NamesAsync(api, "monitoring", "2010-08-01", "DescribeAlarms", "AlarmName"));
        found.AddRange(await NamesAsync(api, "monitoring", "2010-08-01", "ListDashboards", "DashboardName"));
        found.AddRange(await NamesAsync(api, "sns", "2010-03-31", "ListTopics", "TopicArn"));
        found.AddRange(await NamesAsync(api, "iam", "2010-05-08", "ListRoles", "RoleName"));
        found.AddRange(
            await NamesAsync(
                api, "ec2", "2016-11-15", "DescribeVpcs", "vpcId", ("Filter.1.Name", "is-default"), ("Filter.1.Value.1", "false")));
        return found;
    }

    private static async Task<IEnumerable<string>> NamesAsync(
        AwsApi api, string service, string version, string action, string element, params (string Name, string Value)[] parameters) =>
        (await api.QueryAsync(service, version, action, parameters)).Descendants(element).Select(name => $"{element} {name.Value}");
}
