using Compressor.EndToEnd.Tests.Infrastructure;

namespace Compressor.EndToEnd.Tests.Policies;

/// <summary>Who may do what with a deployment in delete mode, in a bucket of others' that has the policy they were told to merge.</summary>
[Collection(TheirInfrastructureGroup.Name)]
public sealed class DeleteModePolicyTests(TheirInfrastructure theirs)
{
    private const string Account = "123456789012";
    private const string Bucket = $"arn:aws:s3:::{TheirInfrastructure.Bucket}";

    private readonly StatePolicies _policies = new(theirs.State);

    [Theory]
    [InlineData("s3:DeleteObject", "incoming/a.json", true)]
    [InlineData("s3:DeleteObjectVersion", "incoming/a.json", true)]
    [InlineData("s3:DeleteObject", "processed/00/a.zip", false)]
    [InlineData("s3:DeleteObjectVersion", "processed/00/a.zip", false)]
    [InlineData("s3:DeleteObject", "theirs.txt", false)]
    [InlineData("s3:DeleteBucket", "", false)]
    public void The_function_deletes_sources_and_nothing_else(string action, string key, bool allowed)
    {
        var context = new Dictionary<string, string> { ["aws:SecureTransport"] = "true", ["aws:PrincipalArn"] = _policies.Role };

        new Request(_policies.Role, null, action, $"{Bucket}/{key}".TrimEnd('/'), context)
            .IsAllowed(_policies.RolePolicy, Merged, null, Account).ShouldBe(allowed);
    }

    /// <summary>
    /// What an upload does not name is not among the request's keys:
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
    /// </summary>
    [Theory]
    [InlineData("incoming/a.json", null, null, true, "it gets the bucket's encryption")]
    [InlineData("incoming/a.json", "aws:kms", TheirInfrastructure.Key, true, "the key itself")]
    [InlineData("incoming/a.json", "aws:kms", "arn:aws:kms:us-east-1:123456789012:key/other", false, "another key")]
    [InlineData("incoming/a.json", "aws:kms", null, false, "AWS's own key")]
    [InlineData("incoming/a.json", "AES256", null, false, "S3's own keys")]
    [InlineData("theirs.txt", "AES256", null, true, "others write as they please")]
    public void Uploads_under_other_keys_are_refused(string key, string? encryption, string? kmsKey, bool allowed, string why)
    {
        const string Uploader = $"arn:aws:iam::{Account}:role/uploader";
        var context = new Dictionary<string, string> { ["aws:SecureTransport"] = "true", ["aws:PrincipalArn"] = Uploader };
        foreach (var (name, value) in new[] { ("", encryption), ("-aws-kms-key-id", kmsKey) })
        {
            if (value is not null)
            {
                context[$"s3:x-amz-server-side-encryption{name}"] = value;
            }
        }

        var everything = Policy.Parse("""{ "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }""");
        new Request(Uploader, null, "s3:PutObject", $"{Bucket}/{key}", context)
            .IsAllowed(everything, Merged, null, Account).ShouldBe(allowed, why);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html</summary>
    [Theory]
    [InlineData("s3.amazonaws.com", Bucket, Account, true)]
    [InlineData("s3.amazonaws.com", "arn:aws:s3:::others", Account, false)]
    [InlineData("s3.amazonaws.com", Bucket, "999999999999", false)]
    [InlineData("cloudwatch.amazonaws.com", Bucket, Account, false)]
    public void Only_this_accounts_bucket_reports_expired_sources(string service, string bucket, string account, bool allowed) =>
        new Request(
            null,
            service,
            "sns:Publish",
            Topic,
            new Dictionary<string, string> { ["aws:SourceArn"] = bucket, ["aws:SourceAccount"] = account })
            .IsAllowed(null, _policies.ExpiredTopic, null, Account).ShouldBe(allowed);

    /// <summary>https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html</summary>
    [Theory]
    [InlineData("sns.amazonaws.com", true, true)]
    [InlineData("sns.amazonaws.com", false, false)]
    [InlineData("s3.amazonaws.com", true, false)]
    public void Only_the_topic_writes_to_the_queue_of_expired_sources(string service, bool thisTopic, bool allowed) =>
        new Request(
            null,
            service,
            "sqs:SendMessage",
            _policies.Value("module.notification.aws_sqs_queue.expired[0]", "arn"),
            new Dictionary<string, string> { ["aws:SourceArn"] = thisTopic ? Topic : $"{Topic}-of-others" })
            .IsAllowed(null, _policies.ExpiredQueue, null, Account).ShouldBe(allowed);

    private Policy Merged => Policy.Parse(theirs.ToMerge["policy"]!.GetValue<string>());

    private string Topic => _policies.Value("module.notification.aws_sns_topic.expired[0]", "arn");
}
