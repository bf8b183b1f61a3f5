using Compressor.EndToEnd.Tests.Infrastructure;

namespace Compressor.EndToEnd.Tests.Policies;

/// <summary>What AWS's services may do with a deployment, and what Lambda and the function may do in the role's name.</summary>
[Collection(DeploymentLifeGroup.Name)]
public sealed class ServicePolicyTests(DeploymentLife life)
{
    private const string Account = "123456789012";

    private readonly StatePolicies _policies = new(life.State);

    private string Bucket => $"arn:aws:s3:::{life.Deployed.Deployment.BucketName}";

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html</summary>
    [Theory]
    [InlineData("s3.amazonaws.com", true, Account, true)]
    [InlineData("s3.amazonaws.com", false, Account, false)]
    [InlineData("s3.amazonaws.com", true, "999999999999", false)]
    [InlineData("sns.amazonaws.com", true, Account, false)]
    [InlineData("batchoperations.s3.amazonaws.com", true, Account, false)]
    public void Only_this_accounts_bucket_invokes_the_function(string service, bool thisBucket, string account, bool allowed) =>
        Serve(
            service,
            "lambda:InvokeFunction",
            life.Deployed.Deployment.EventTarget,
            new() { ["aws:SourceArn"] = thisBucket ? Bucket : "arn:aws:s3:::others", ["aws:SourceAccount"] = account },
            _policies.Function).ShouldBe(allowed);

    /// <summary>
    /// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
    /// </summary>
    [Theory]
    [InlineData("cloudwatch.amazonaws.com", "compressor-idle", true)]
    [InlineData("cloudwatch.amazonaws.com", "others", false)]
    [InlineData("events.amazonaws.com", "compressor-idle", false)]
    public void Only_this_deployments_alarms_publish_to_its_topic(string service, string alarm, bool allowed)
    {
        var topic = _policies.Value("module.alarms.aws_sns_topic.alarms[0]", "arn");
        var context = new Dictionary<string, string> { ["aws:SourceArn"] = $"arn:aws:cloudwatch:us-east-1:{Account}:alarm:{alarm}" };

        Serve(service, "sns:Publish", topic, context, _policies.Topic).ShouldBe(allowed);
    }

    /// <summary>https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services</summary>
    [Theory]
    [InlineData("cloudwatch.amazonaws.com", "kms:GenerateDataKey", true)]
    [InlineData("cloudwatch.amazonaws.com", "kms:Decrypt", true)]
    [InlineData("cloudwatch.amazonaws.com", "kms:ScheduleKeyDeletion", false)]
    [InlineData("events.amazonaws.com", "kms:Decrypt", false)]
    public void CloudWatch_uses_the_topics_key_to_publish_and_for_nothing_else(string service, string action, bool allowed) =>
        Serve(service, action, "key", [], _policies.TopicKey).ShouldBe(allowed);

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html</summary>
    [Theory]
    [InlineData("lambda.amazonaws.com", true)]
    [InlineData("ec2.amazonaws.com", false)]
    public void Lambda_takes_the_functions_role_and_no_other_service_does(string service, bool allowed) =>
        Serve(service, "sts:AssumeRole", _policies.Role, [], _policies.RoleTrust).ShouldBe(allowed);

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html</summary>
    [Fact]
    public void Lambda_sends_dead_letters_with_the_role_which_reads_none()
    {
        var queue = _policies.Value("module.function.aws_sqs_queue.dead_letters", "arn");

        AskAsRole("sqs:SendMessage", queue, []).ShouldBeTrue();
        AskAsRole("sqs:SendMessage", $"{queue}-of-others", []).ShouldBeFalse();
        AskAsRole("sqs:ReceiveMessage", queue, []).ShouldBeFalse();
    }

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html</summary>
    [Theory]
    [InlineData("ec2:CreateNetworkInterface")]
    [InlineData("ec2:DeleteNetworkInterface")]
    public void Lambda_makes_network_interfaces_with_the_role_and_the_functions_code_does_not(string action)
    {
        var code = new Dictionary<string, string> { ["lambda:SourceFunctionArn"] = life.Deployed.Deployment.FunctionArn };

        AskAsRole(action, "*", []).ShouldBeTrue("Lambda itself, which sends no such key");
        AskAsRole(action, "*", code).ShouldBeFalse("the function's code");
    }

    private static bool Serve(string service, string action, string resource, Dictionary<string, string> context, Policy policy) =>
        new Request(null, service, action, resource, context).IsAllowed(null, policy, null, Account);

    private bool AskAsRole(string action, string resource, Dictionary<string, string> context) =>
        new Request(_policies.Role, null, action, resource, context).IsAllowed(_policies.RolePolicy, null, null, Account);
}
