using Compressor.EndToEnd.Tests.Infrastructure;

namespace Compressor.EndToEnd.Tests.Policies;

/// <summary>
/// What jobs of S3 Batch Operations may do in the name of the role that is deployed for them:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-iam-role-policies.html
/// </summary>
[Collection(DeployedFunctionGroup.Name)]
public sealed class BackfillPolicyTests(DeployedFunction function)
{
    private string Bucket => $"arn:aws:s3:::{function.Deployment.BucketName}";

    private string Account => function.Deployment.AccountId;

    [Theory]
    [InlineData("batchoperations.s3.amazonaws.com", true, true)]
    [InlineData("batchoperations.s3.amazonaws.com", false, false)]
    [InlineData("s3.amazonaws.com", true, false)]
    [InlineData("lambda.amazonaws.com", true, false)]
    public async Task Only_jobs_of_this_account_take_the_role(string service, bool thisAccount, bool allowed)
    {
        var (arn, trust, _) = await ReadRoleAsync();
        var context = new Dictionary<string, string> { ["aws:SourceAccount"] = thisAccount ? Account : "999999999999" };

        new Request(null, service, "sts:AssumeRole", arn, context).IsAllowed(null, trust, null, Account).ShouldBe(allowed);
    }

    [Theory]
    [InlineData("s3:GetObject", "compressor-backfill/manifests/a.csv", true)]
    [InlineData("s3:PutObject", "compressor-backfill/reports/job-1/manifest.json", true)]
    [InlineData("s3:PutObject", "compressor-backfill/manifests/a.csv", false)]
    [InlineData("s3:GetObject", "incoming/a.json", false)]
    [InlineData("s3:PutObject", "incoming/a.json", false)]
    [InlineData("s3:PutObject", "processed/00/a.zip", false)]
    [InlineData("s3:DeleteObject", "compressor-backfill/reports/job-1/manifest.json", false)]
    public async Task A_job_reads_manifests_writes_reports_and_touches_no_source_or_archive(string action, string key, bool allowed)
    {
        var (arn, _, identity) = await ReadRoleAsync();
        var policy = Policy.Parse((await function.S3.GetBucketPolicyAsync(function.Deployment.BucketName)).Policy);
        var context = new Dictionary<string, string>
        {
            ["aws:SecureTransport"] = "true",
            ["aws:PrincipalArn"] = arn,
            ["s3:ObjectCreationOperation"] = "true",
        };

        new Request(arn, null, action, $"{Bucket}/{key}", context).IsAllowed(identity, policy, null, Account).ShouldBe(allowed);
    }

    [Fact]
    public async Task A_job_invokes_the_alias_and_no_other_function()
    {
        var (arn, _, identity) = await ReadRoleAsync();
        var none = new Dictionary<string, string>();

        bool MayInvoke(string target) =>
            new Request(arn, null, "lambda:InvokeFunction", target, none).IsAllowed(identity, null, null, Account);
        MayInvoke(function.Deployment.EventTarget).ShouldBeTrue();
        MayInvoke($"{function.Deployment.FunctionArn}-of-others:live").ShouldBeFalse();
    }

    private async Task<(string Arn, Policy Trust, Policy Identity)> ReadRoleAsync()
    {
        using var api = new AwsApi(function.Aws);
        var arn = function.Deployment.BackfillRoleArn.ShouldNotBeNull();
        var name = ("RoleName", arn.Split('/')[^1]);
        var role = await api.QueryAsync("iam", "2010-05-08", "GetRole", name);
        var policy = await api.QueryAsync("iam", "2010-05-08", "GetRolePolicy", name, ("PolicyName", "backfill"));
        return (
            arn,
            Policy.Parse(Uri.UnescapeDataString(role.Descendants("AssumeRolePolicyDocument").Single().Value)),
            Policy.Parse(Uri.UnescapeDataString(policy.Descendants("PolicyDocument").Single().Value)));
    }
}
