using Amazon.S3.Model;
using Compressor.EndToEnd.Tests.Infrastructure;

namespace Compressor.EndToEnd.Tests.Policies;

/// <summary>
/// Who may do what with a deployment that made its own bucket and keeps sources, by AWS's rules of evaluation. The local AWS
/// evaluates the denies of bucket policies only, so this is where all of ours are tried. Condition keys of S3 requests:
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html and, of conditional writes,
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
/// </summary>
[Collection(DeploymentLifeGroup.Name)]
public sealed class PolicyTests(DeploymentLife life)
{
    private const string Account = "123456789012";
    private const string Uploader = $"arn:aws:iam::{Account}:role/uploader";
    private const string Stranger = "arn:aws:iam::999999999999:role/uploader";

    /// <summary>What an uploader, or an administrator of another team's, has at most.</summary>
    private static readonly Policy Everything =
        Policy.Parse("""{ "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }""");

    private readonly StatePolicies _policies = new(life.State);

    private string Bucket => $"arn:aws:s3:::{life.Deployed.Deployment.BucketName}";

    [Theory]
    [InlineData("incoming/a.json", "", true, "an upload")]
    [InlineData("incoming/a/b c.json", "part", true, "a part of an upload")]
    [InlineData("incoming/a.json", "copy", true, "CopyObject")]
    [InlineData("incoming/a.txt", "copy", false, "CopyObject to where no notification matches")]
    [InlineData("incoming/a.json", "if-none-match", true, "an upload with a condition")]
    [InlineData("incoming/a.txt", "", false, "no notification matches it")]
    [InlineData("elsewhere/a.json", "", false, "no notification matches it")]
    [InlineData("incoming/a.json", "http", false, "not over TLS")]
    [InlineData("incoming/a.json", "sse-c", false, "the function has no such key")]
    [InlineData("processed/00/a.zip", "", false, "archives are the function's")]
    [InlineData("processed/00/a.zip", "if-none-match", false, "archives are the function's, whatever the condition")]
    [InlineData("processed/00/a.zip", "part", false, "parts of archives too")]
    [InlineData("processed/00/a.zip", "copy", false, "CopyObject")]
    [InlineData("compressor-doctor/a", "", true, "the doctor's marker")]
    public void An_uploader_may_write_what_is_compressed_and_nothing_else(string key, string kind, bool allowed, string why) =>
        Put(Uploader, Everything, key, kind).ShouldBe(allowed, why);

    [Theory]
    [InlineData("if-none-match", true, "a new archive, PutObject or CompleteMultipartUpload")]
    [InlineData("if-match", true, "an archive in the place of an older one")]
    [InlineData("part", true, "creating a multipart upload, and its parts, cannot carry a condition")]
    [InlineData("", false, "a blind write, PutObject or CompleteMultipartUpload")]
    [InlineData("copy", false, "CopyObject without a condition; S3 has none with one")]
    [InlineData("http", false, "not over TLS")]
    public void The_function_writes_archives_and_never_blindly(string kind, bool allowed, string why)
    {
        Put(_policies.Role, _policies.RolePolicy, "processed/00/a.zip", kind, _policies.Endpoint).ShouldBe(allowed, why);
        Put(_policies.Role, _policies.RolePolicy, "incoming/a.json", kind, _policies.Endpoint).ShouldBeFalse("sources are the senders'");
    }

    [Theory]
    [InlineData("s3:GetObject", "incoming/a.json", true)]
    [InlineData("s3:GetObjectVersion", "incoming/a.json", true)]
    [InlineData("s3:GetObject", "processed/00/a.zip", true)]
    [InlineData("s3:AbortMultipartUpload", "processed/00/a.zip", true)]
    [InlineData("s3:GetObject", "elsewhere/a.json", false)]
    [InlineData("s3:DeleteObject", "incoming/a.json", false)]
    [InlineData("s3:DeleteObject", "processed/00/a.zip", false)]
    [InlineData("s3:PutObjectAcl", "processed/00/a.zip", false)]
    public void The_function_reads_and_deletes_no_more_than_it_has_to(string action, string key, bool allowed) =>
        Ask(_policies.Role, _policies.RolePolicy, action, $"{Bucket}/{key}", Secure(_policies.Role), _policies.Endpoint).ShouldBe(allowed);

    [Fact]
    public void Others_of_the_account_read_archives_by_their_own_policies_and_another_account_does_not()
    {
        Ask(Uploader, Everything, "s3:GetObject", $"{Bucket}/processed/00/a.zip", Secure(Uploader)).ShouldBeTrue();
        Ask(Stranger, Everything, "s3:GetObject", $"{Bucket}/processed/00/a.zip", Secure(Stranger)).ShouldBeFalse();
        Put(Stranger, Everything, "incoming/a.json", "").ShouldBeFalse();
    }

    /// <summary>
    /// No bucket policy stops a lifecycle rule, so its prefix is all that keeps it from archives:
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
    /// </summary>
    [Theory]
    [InlineData("incoming/a.json", true)]
    [InlineData("processed/00/a.zip", false)]
    [InlineData("compressor-doctor/a", false)]
    public void The_lifecycle_removes_sources_and_no_archives(string key, bool removed) => life.Deployed.Lifecycle
        .Where(rule => rule.Expiration?.Days > 0)
        .Select(rule => rule.Filter.LifecycleFilterPredicate.ShouldBeOfType<LifecyclePrefixPredicate>().Prefix)
        .Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))
        .ShouldBe(removed);

    /// <summary>
    /// S3 Batch Operations works in the name of the job's role, which its owner makes:
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-iam-role-policies.html
    /// </summary>
    [Fact]
    public void The_role_of_a_batch_job_invokes_the_function_by_its_own_policy_copies_in_sources_and_writes_no_archives()
    {
        const string Job = $"arn:aws:iam::{Account}:role/batch";
        var function = life.Deployed.Deployment.EventTarget;
        var ofJob = Policy.Parse(
            $$"""
            { "Statement": [
              { "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "{{function}}" },
              { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "{{Bucket}}/*" }] }
            """);
        var invocation = new Request(Job, null, "lambda:InvokeFunction", function, new Dictionary<string, string>());

        invocation.IsAllowed(ofJob, _policies.Function, null, Account).ShouldBeTrue();
        invocation.IsAllowed(Policy.Parse("""{ "Statement": [] }"""), _policies.Function, null, Account).ShouldBeFalse();
        Put(Job, ofJob, "incoming/a.json", "").ShouldBeTrue();
        Put(Job, ofJob, "processed/00/a.zip", "").ShouldBeFalse();
    }

    [Fact]
    public void Through_the_endpoint_only_this_role_gets_to_this_bucket_only()
    {
        Ask(Uploader, Everything, "s3:GetObject", $"{Bucket}/incoming/a.json", Secure(Uploader), _policies.Endpoint).ShouldBeFalse();
        new Request(_policies.Role, null, "s3:GetObject", "arn:aws:s3:::others/a", Secure(_policies.Role))
            .IsAllowed(Everything, null, _policies.Endpoint, Account).ShouldBeFalse();
    }

    private static Dictionary<string, string> Secure(string role) => new()
    {
        ["aws:SecureTransport"] = "true",
        ["aws:PrincipalArn"] = role,
    };

    private bool Put(string role, Policy identity, string key, string kind, Policy? endpoint = null)
    {
        var context = Secure(role);
        context["s3:ObjectCreationOperation"] = kind == "part" ? "false" : "true";
        var (name, value) = kind switch
        {
            "http" => ("aws:SecureTransport", "false"),
            "if-none-match" => ("s3:if-none-match", "*"),
            "if-match" => ("s3:if-match", "etag"),
            "copy" => ("s3:x-amz-copy-source", "others/a.json"),
            "sse-c" => ("s3:x-amz-server-side-encryption-customer-algorithm", "AES256"),
            _ => ("unused", ""),
        };
        context[name] = value;
        return Ask(role, identity, "s3:PutObject", $"{Bucket}/{key}", context, endpoint);
    }

    private bool Ask(
        string role, Policy identity, string action, string resource, Dictionary<string, string> context, Policy? endpoint = null) =>
        new Request(role, null, action, resource, context).IsAllowed(
            identity, resource.StartsWith("arn:aws:s3:::", StringComparison.Ordinal) ? _policies.Bucket : null, endpoint, Account);
}
