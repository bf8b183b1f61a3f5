using Amazon.SQS.Model;
using Compressor.EndToEnd.Tests.Infrastructure;

namespace Compressor.EndToEnd.Tests.LeastPrivilege;

/// <summary>
/// The policies that Terraform deployed allow what the published function asks of AWS, and what they allow beyond that is reviewed: a
/// grant that is not used and has no row with a reason in the table fails here, and so does a row without its grant.
/// </summary>
[Collection(DeployedFunctionGroup.Name)]
public sealed class LeastPrivilegeTests(DeployedFunction function)
{
    [Fact]
    public Task Where_sources_are_kept_the_policies_allow_what_is_asked_for_and_nothing_that_was_not_reviewed() =>
        CompareAsync(function, "keep");

    internal static async Task CompareAsync(DeployedFunction function, string mode)
    {
        var policies = await DeployedPolicies.ReadAsync(function);

        var calls = await new EveryWay(function).TakeAsync();

        var needed = calls.SelectMany(call => Permission.NeededBy(call, function.Deployment, policies.DeadLetterQueueArn)).ToHashSet();
        needed.Where(permission => !policies.Role.Permits(permission)).ShouldBeEmpty("the role denies it");
        var throughEndpoint = needed.Where(permission => permission.Action.StartsWith("s3:", StringComparison.Ordinal)).ToList();
        throughEndpoint.Where(permission => !policies.Endpoint.Permits(permission)).ShouldBeEmpty("the endpoint denies it");

        Excess(policies.Role, needed).Select(grant => $"{grant.Action} on {NameOf(grant.Resource, function, policies)}")
            .ShouldBe(ReviewedExcess.Read("role", mode), ignoreOrder: true);

        // The endpoint names the bucket as a whole: the role says which prefix. So its actions are compared.
        policies.Endpoint.Grants.Select(grant => grant.Action)
            .Except(throughEndpoint.Select(permission => permission.Action))
            .Select(action => $"{action} on the bucket")
            .ShouldBe(ReviewedExcess.Read("endpoint", mode), ignoreOrder: true);
        policies.Endpoint.Grants.Select(grant => grant.Resource).Distinct().ShouldBe(
            [$"arn:aws:s3:::{function.Deployment.BucketName}", $"arn:aws:s3:::{function.Deployment.BucketName}/*"], ignoreOrder: true);
    }

    internal static IEnumerable<Permission> Excess(PolicyDocument policy, IReadOnlySet<Permission> needed) =>
        policy.Grants.Except(needed.SelectMany(policy.GrantsFor));

    /// <summary>A resource as the table names it.</summary>
    private static string NameOf(string resource, DeployedFunction function, DeployedPolicies policies)
    {
        var bucket = $"arn:aws:s3:::{function.Deployment.BucketName}";
        return resource == bucket ? "the bucket"
            : resource.StartsWith(bucket + "/", StringComparison.Ordinal) ? resource[(bucket.Length + 1)..]
            : resource == policies.DeadLetterQueueArn ? "the dead letter queue"
            : resource.EndsWith($":log-group:{policies.LogGroupName}:*", StringComparison.Ordinal) ? "the log group"
            : resource;
    }
}

/// <summary>A deployment that deletes its sources, and so keeps their versions.</summary>
public sealed class DeletingFunction() : DeployedFunction(
    "end-to-end-delete", new Dictionary<string, string> { ["source_after_success"] = "delete" });

/// <summary>The same with another deployment, which the first need not wait for.</summary>
public sealed class DeletingLeastPrivilegeTests(DeletingFunction function) : IClassFixture<DeletingFunction>
{
    [Fact]
    public Task Where_sources_are_deleted_the_policies_allow_what_is_asked_for_and_nothing_that_was_not_reviewed() =>
        LeastPrivilegeTests.CompareAsync(function, "delete");

    [Fact]
    public async Task The_queue_of_expired_sources_gets_what_expires_and_none_of_S3s_test_events()
    {
        const string TestEvent = """{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"any"}""";
        const string Expiry =
            """{"Records":[{"eventSource":"aws:s3","eventName":"LifecycleExpiration:Delete","s3":{"object":{"key":"incoming/a.json"}}}]}""";
        using var api = new AwsApi(function.Aws);
        var name = $"{function.Deployment.FunctionName}-expired-sources";
        var arn = function.Deployment.FunctionArn.Split(":function:")[0];
        var topic = $"{arn.Replace(":lambda:", ":sns:", StringComparison.Ordinal)}:{name}";

        foreach (var message in new[] { TestEvent, Expiry })
        {
            await api.QueryAsync("sns", "2010-03-31", "Publish", ("TopicArn", topic), ("Message", message));
        }

        // The local S3 sent its own test event when the notification was set.
        var queue = (await function.Sqs.GetQueueUrlAsync(name)).QueueUrl;
        var received = await function.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, MaxNumberOfMessages = 10 });
        received.Messages.Select(message => message.Body).ShouldBe([Expiry]);
    }
}
