using Compressor.EndToEnd.Tests.Infrastructure;

namespace Compressor.EndToEnd.Tests.LeastPrivilege;

/// <summary>What a deployment lets its function do, asked of IAM and EC2 after the apply.</summary>
/// <param name="Role">All policies of the function's role.</param>
/// <param name="Endpoint">The policy of the VPC's endpoint for S3, for this role.</param>
/// <param name="DeadLetterQueueArn">The dead letter queue.</param>
/// <param name="LogGroupName">The function's log group.</param>
internal sealed record DeployedPolicies(PolicyDocument Role, PolicyDocument Endpoint, string DeadLetterQueueArn, string LogGroupName)
{
    private const string Iam = "2010-05-08";

    public static async Task<DeployedPolicies> ReadAsync(DeployedFunction function)
    {
        using var api = new AwsApi(function.Aws);
        var configuration = await api.LambdaAsync($"functions/{function.Deployment.FunctionName}/configuration");
        var roleArn = configuration[nameof(Role)]!.GetValue<string>();
        var role = ("RoleName", roleArn.Split('/')[^1]);

        (await api.QueryAsync("iam", Iam, "ListAttachedRolePolicies", role))
            .Descendants("PolicyArn")
            .ShouldBeEmpty("a policy of others' would have to be read too");
        var names = (await api.QueryAsync("iam", Iam, "ListRolePolicies", role))
            .Descendants("PolicyNames")
            .Single()
            .Elements("member")
            .Select(name => name.Value);
        var policies = new List<PolicyDocument>();
        foreach (var name in names)
        {
            var policy = await api.QueryAsync("iam", Iam, "GetRolePolicy", role, ("PolicyName", name));
            policies.Add(PolicyDocument.Parse(Uri.UnescapeDataString(policy.Descendants("PolicyDocument").Single().Value), roleArn));
        }

        var endpoint = (await api.QueryAsync("ec2", "2016-11-15", "DescribeVpcEndpoints"))
            .Descendants("policyDocument")
            .ShouldHaveSingleItem("one endpoint, S3's");
        var queue = await api.Sqs.GetQueueAttributesAsync(function.Deployment.DeadLetterQueueUrl.AbsoluteUri, ["QueueArn"]);
        return new(
            PolicyDocument.Union(policies),
            PolicyDocument.Parse(endpoint.Value, roleArn),
            queue.Attributes["QueueArn"],
            configuration["LoggingConfig"]!["LogGroup"]!.GetValue<string>());
    }
}
