using Compressor.EndToEnd.Tests.Infrastructure;

namespace Compressor.EndToEnd.Tests.LeastPrivilege;

/// <summary>The role that S3 Batch Operations takes, asked of IAM after the apply.</summary>
/// <param name="Name">The role's name.</param>
/// <param name="Policy">Its only policy, as JSON.</param>
/// <param name="Trust">Who may take it, as JSON.</param>
internal sealed record BackfillRole(string Name, string Policy, string Trust)
{
    private const string Iam = "2010-05-08";

    public static async Task<BackfillRole> ReadAsync(DeployedFunction function)
    {
        using var api = new AwsApi(function.Aws);
        var role = ("RoleName", function.Deployment.BackfillRoleArn.ShouldNotBeNull().Split('/')[^1]);
        (await api.QueryAsync("iam", Iam, "ListAttachedRolePolicies", role)).Descendants("PolicyArn").ShouldBeEmpty();
        var names = (await api.QueryAsync("iam", Iam, "ListRolePolicies", role)).Descendants("PolicyNames").Single().Elements();
        var policy = await api.QueryAsync("iam", Iam, "GetRolePolicy", role, ("PolicyName", names.Single().Value));
        var trust = await api.QueryAsync("iam", Iam, "GetRole", role);
        return new(
            role.Item2,
            Uri.UnescapeDataString(policy.Descendants("PolicyDocument").Single().Value),
            Uri.UnescapeDataString(trust.Descendants("AssumeRolePolicyDocument").Single().Value));
    }
}
