using Amazon.SQS.Model;
using Compressor.Cli.Deployment.Doctor;
using Compressor.Cli.Tests.Local;
using Compressor.Testing;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Tests.Deployment.Doctor;

/// <summary><c>compressor doctor --deployed</c> in a local AWS: forbidden uploads, subscribers of alarms, the dead-letter queue.</summary>
[Integration]
public sealed class DeployedChecksTests : IAsyncLifetime
{
    private const string Bucket = ConnectedFunction.Bucket;
    private const string Policy = """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::a-bucket/*",
           "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
          {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::a-bucket/processed/*"},
          {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
           "NotResource": ["arn:aws:s3:::a-bucket/incoming/*.json", "arn:aws:s3:::a-bucket/compressor-doctor/*"]},
          {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::a-bucket/*",
           "Condition": {"Null": {"s3:x-amz-server-side-encryption-customer-algorithm": "false"}}},
          {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::a-bucket/*",
           "Condition": {"StringEquals": {"s3:x-amz-server-side-encryption": "AES256"}}}]}
        """;

    private readonly List<CheckResult> _left = [];
    private ConnectedFunction _aws = null!;

    private string Queue => _aws.Deployment.DeadLetterQueueUrl.AbsoluteUri;

    public async Task InitializeAsync() => _aws = await ConnectedFunction.StartAsync();

    public async Task DisposeAsync() => await _aws.DisposeAsync();

    [Fact]
    public async Task Uploads_that_the_policy_denies_are_refused_and_none_is_stored()
    {
        await _aws.S3.PutBucketPolicyAsync(Bucket, Policy);

        (await TryUploadsAsync()).Select(result => result.ToString()).ShouldBe(
            [
                "OK    plain HTTP     S3 refuses an upload without TLS",
                "OK    archives       S3 refuses an upload under processed/ by somebody else than the function",
                "OK    other keys     S3 refuses an upload without .json",
                "OK    own keys       S3 refuses an upload that is encrypted with the uploader's own key (SSE-C)",
                "OK    encryption     S3 refuses an upload that asks for another encryption than the bucket's",
            ]);
        (await _aws.S3.ListVersionsAsync(Bucket)).Versions.ShouldBeNull();
    }

    [Fact]
    public async Task Uploads_that_no_policy_denies_are_told_with_what_they_mean_and_none_is_stored()
    {
        var results = await TryUploadsAsync();

        results.Select(result => $"{result.Standing} {result.Message.Split(':')[0]}").ShouldBe(
            [
                "Fail S3 would take an upload without TLS",
                "Fail S3 would take an upload under processed/ by somebody else than the function",
                "Warn S3 would take an upload without .json, and nobody compresses it. In a bucket that others use too, that is as it "
                    + "should be",
                "Warn S3 would take an upload that is encrypted with the uploader's own key (SSE-C), and the function cannot read it",
                "Skip S3 would take an upload that asks for another encryption than the bucket's",
            ]);
        (await _aws.S3.ListVersionsAsync(Bucket)).Versions.ShouldBeNull();
        _aws.Running.Lambda.Snapshot.Accepted.ShouldBe(0);
    }

    [Fact]
    public async Task An_interrupt_while_an_archive_is_waited_for_leaves_nothing()
    {
        using var interrupt = new CancellationTokenSource();
        var doctor = DeploymentDoctor.ExamineDeployedAsync(_aws.Deployment, _aws.Connection, _left, interrupt.Token)
            .ToListAsync(CancellationToken.None)
            .AsTask();

        for (var found = 0; found == 0;)
        {
            TestContext.Deadline.ThrowIfCancellationRequested();
            found = (await _aws.S3.ListObjectsV2Async(new() { BucketName = Bucket, Prefix = "incoming/" })).KeyCount ?? 0;
        }

        await interrupt.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => doctor);
        (await _aws.S3.ListVersionsAsync(Bucket)).Versions.ShouldBeNull();
        (await _aws.CountLettersAsync()).ShouldBe(0);
        _left.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sqs", "arn:aws:sqs:us-east-1:123456789012:letters", "OK    alarms         1 subscriber gets them")]
    [
        InlineData(
            "email",
            "somebody@example.com",
            "FAIL  alarms         somebody@example.com must confirm the subscription to alarms: until then nobody gets them")]
    [
        InlineData(
            null,
            "nobody",
            "WARN  alarms         nobody is subscribed to alarms: set alarm_emails or alarm_topic_arns, or subscribe somebody")]
    public async Task A_confirmed_subscriber_gets_the_alarms(string? protocol, string endpoint, string line)
    {
        using var sns = QueryApi.CreateSns(_aws.Connection);
        var topic = (await sns.AskAsync("CreateTopic", [("Name", "alarms")], TestContext.Deadline)).Descendants("TopicArn").Single().Value;
        if (protocol is not null)
        {
            await sns.AskAsync(
                "Subscribe", [("TopicArn", topic), ("Protocol", protocol), ("Endpoint", endpoint)], TestContext.Deadline);
        }

        await PutAlarmAsync(("AlarmActions.member.1", topic));

        (await CheckSubscribersAsync()).ToString().ShouldBe(line);
    }

    [Fact]
    public async Task Alarms_that_are_not_there_or_tell_nobody_are_named()
    {
        (await CheckSubscribersAsync()).Message.ShouldBe("there is no alarm files-dead-letters: nobody is told of events that failed");

        await PutAlarmAsync();

        var result = await CheckSubscribersAsync();
        result.Standing.ShouldBe(CheckStanding.Warn);
        result.Message.ShouldStartWith("files-dead-letters tells no topic");
    }

    [Fact]
    public async Task An_empty_dead_letter_queue_takes_a_message_and_none_is_left()
    {
        (await CheckDeadLettersAsync()).ToString().ShouldBe("OK    dead letters   letters takes a message");

        _left.ShouldBeEmpty();
        (await _aws.Sqs.GetQueueAttributesAsync(Queue, ["All"])).Attributes
            .Where(attribute => attribute.Key.StartsWith("ApproximateNumberOfMessages", StringComparison.Ordinal))
            .ShouldAllBe(attribute => attribute.Value == "0");
    }

    [Fact]
    public async Task Where_dead_letters_wait_nothing_is_sent_and_none_is_received()
    {
        await _aws.Sqs.SendMessageAsync(Queue, "theirs");

        (await CheckDeadLettersAsync()).ToString().ShouldBe(
            "WARN  dead letters   letters takes them, and 1 wait in it: `compressor redrive` says what of");

        var received = await _aws.Sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(Queue) { MessageSystemAttributeNames = ["ApproximateReceiveCount"] });
        received.Messages.ShouldHaveSingleItem().Attributes["ApproximateReceiveCount"].ShouldBe("1");
    }

    [Fact]
    public async Task A_dead_letter_queue_that_is_gone_fails()
    {
        await _aws.Sqs.DeleteQueueAsync(Queue);

        (await CheckDeadLettersAsync()).ToString().ShouldStartWith("FAIL  dead letters   letters takes no message: ");
    }

    private async Task<IReadOnlyList<CheckResult>> TryUploadsAsync()
    {
        var markers = new Markers(_aws.Connection, Bucket);
        return await new UploadChecks(_aws.Deployment, _aws.Connection, markers).RunAsync(TestContext.Deadline);
    }

    private Task<CheckResult> CheckSubscribersAsync() =>
        new SubscriberCheck(_aws.Deployment, _aws.Connection).RunAsync(TestContext.Deadline);

    private Task<CheckResult> CheckDeadLettersAsync() =>
        new DeadLetterCheck(_aws.Deployment, _aws.Connection).RunAsync(_left, TestContext.Deadline);

    private async Task PutAlarmAsync(params (string, string)[] actions)
    {
        using var cloudWatch = QueryApi.CreateCloudWatch(_aws.Connection);
        (string, string)[] alarm =
        [
            ("AlarmName", "files-dead-letters"), ("ComparisonOperator", "GreaterThanThreshold"), ("EvaluationPeriods", "1"),
            ("MetricName", "ApproximateNumberOfMessagesVisible"), ("Namespace", "AWS/SQS"), ("Period", "60"), ("Threshold", "0"),
            ("Statistic", "Maximum"),
        ];
        await cloudWatch.AskAsync("PutMetricAlarm", [.. alarm, .. actions], TestContext.Deadline);
    }
}
