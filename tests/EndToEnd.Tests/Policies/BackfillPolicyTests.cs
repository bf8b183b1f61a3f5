using Compressor.EndToEnd.Tests.LeastPrivilege;

namespace Compressor.EndToEnd.Tests.Policies;

/// <summary>
/// Who may do what for a backfill: S3 Batch Operations with the role that Terraform made, and whoever runs the tool.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-iam-role-policies.html
/// </summary>
[Collection(DeployedFunctionGroup.Name)]
public sealed class BackfillPolicyTests(DeployedFunction function) : IAsyncLifetime
{
    private const string Account = "123456789012";

    private BackfillRole _role = null!;
    private Policy _bucket = null!;

    public async Task InitializeAsync()
    {
        _role = await BackfillRole.ReadAsync(function);
        _bucket = Policy.Parse((await function.S3.GetBucketPolicyAsync(function.Deployment.BucketName)).Policy);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("s3:GetObject", "compressor-backfill/manifests/a.csv", true, "the manifest")]
    [InlineData("s3:GetObjectVersion", "compressor-backfill/manifests/a.csv", true, "the manifest, by its version")]
    [InlineData("s3:PutObject", "compressor-backfill/reports/job-1/manifest.json", true, "the report")]
    [InlineData("s3:PutObject", "compressor-backfill/manifests/a.csv", false, "manifests are the tool's")]
    [InlineData("s3:GetObject", "compressor-backfill/reports/job-1/manifest.json", false, "reports are read by people")]
    [InlineData("s3:DeleteObject", "compressor-backfill/manifests/a.csv", false, "the lifecycle deletes")]
    [InlineData("s3:GetObject", "incoming/a.json", false, "the function reads sources, with its own role")]
    [InlineData("s3:PutObject", "incoming/a.json", false, "sources are the senders'")]
    [InlineData("s3:PutObject", "processed/00/a.zip", false, "the function writes archives, with its own role")]
    [InlineData("s3:DeleteObject", "incoming/a.json", false, "sources are the function's to delete")]
    [InlineData("s3:ListBucket", "", false, "the manifest has the list")]
    public void S3_Batch_Operations_reads_manifests_writes_reports_and_touches_nothing_else(
        string action, string key, bool allowed, string why)
    {
        Ask(action, key).ShouldBe(allowed, why);
        Ask(action, key, tls: "false").ShouldBeFalse("not over TLS");
    }

    [Theory]
    [InlineData(":live", true)]
    [InlineData("", false)]
    [InlineData(":7", false)]
    [InlineData("-of-others:live", false)]
    public void It_invokes_the_alias_and_nothing_else(string suffix, bool allowed) =>
        new Request(
            function.Deployment.BackfillRoleArn, null, "lambda:InvokeFunction", function.Deployment.FunctionArn + suffix, Secure("true"))
            .IsAllowed(Policy.Parse(_role.Policy), null, null, Account).ShouldBe(allowed);

    [Theory]
    [InlineData("batchoperations.s3.amazonaws.com", Account, true)]
    [InlineData("batchoperations.s3.amazonaws.com", "999999999999", false)]
    [InlineData("batchoperations.s3.amazonaws.com", null, false)]
    [InlineData("lambda.amazonaws.com", Account, false)]
    public void Only_this_accounts_jobs_take_the_role(string service, string? account, bool allowed)
    {
        var context = new Dictionary<string, string>();
        if (account is not null)
        {
            context["aws:SourceAccount"] = account;
        }

        new Request(null, service, "sts:AssumeRole", function.Deployment.BackfillRoleArn!, context)
            .IsAllowed(null, Policy.Parse(_role.Trust), null, Account).ShouldBe(allowed);
    }

    [Fact]
    public void Whoever_runs_the_tool_writes_manifests_where_no_notification_matches_them()
    {
        var everything = Policy.Parse("""{ "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }""");

        Put("compressor-backfill/manifests/a.csv").ShouldBeTrue();
        Put("compressor-elsewhere/a.csv").ShouldBeFalse("the prefix is the only exception");

        bool Put(string key) => new Request("arn:aws:iam::123456789012:role/operator", null, "s3:PutObject", Arn(key), Secure("true"))
            .IsAllowed(everything, _bucket, null, Account);
    }

    private bool Ask(string action, string key, string tls = "true") =>
        new Request(function.Deployment.BackfillRoleArn, null, action, Arn(key), Secure(tls))
            .IsAllowed(Policy.Parse(_role.Policy), _bucket, null, Account);

    private string Arn(string key) => $"arn:aws:s3:::{function.Deployment.BucketName}/{key}".TrimEnd('/');

    private Dictionary<string, string> Secure(string tls) => new()
    {
        ["aws:SecureTransport"] = tls,
        ["aws:PrincipalArn"] = function.Deployment.BackfillRoleArn!,
        ["s3:ObjectCreationOperation"] = "true",
    };
}
