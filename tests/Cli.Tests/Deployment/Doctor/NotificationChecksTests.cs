using Compressor.Cli.Deployment.Doctor;

namespace Compressor.Cli.Tests.Deployment.Doctor;

/// <summary>What a bucket of others' announces already, beside sources under incoming/ that end in .json.</summary>
public sealed class NotificationChecksTests : IAsyncLifetime
{
    private const string Queue = "arn:aws:sqs:eu-central-1:123456789012:theirs";
    private const string Alias = "arn:aws:lambda:eu-central-1:123456789012:function:compressor:live";

    private Patient _patient = null!;

    public async Task InitializeAsync()
    {
        _patient = await Patient.AdmitAsync();
        _patient.Aws.Bucket = (200, Patient.Region);
        _patient.Planned = _patient.Planned with { BucketName = "theirs", CreateBucket = false, ManageNotification = false };
    }

    public async Task DisposeAsync() => await _patient.DisposeAsync();

    [Theory]
    [InlineData("", "")]
    [InlineData("incoming/", ".json")]
    [InlineData("in", "")]
    [InlineData("incoming/team/", ".json")]
    [InlineData("", ".json")]
    [InlineData("incoming/", "x.json")]
    [InlineData("incoming/", "n")]
    public async Task A_rule_for_some_of_the_same_keys_is_warned_of_by_name_with_the_way_out(string prefix, string suffix)
    {
        _patient.Aws.Notification = (200, QueueRule("s3:ObjectCreated:Put", prefix, suffix));

        var result = await JudgeAsync();

        result.Standing.ShouldBe(CheckStanding.Warn);
        result.Message.ShouldStartWith($"rule reports ({prefix}*{suffix}, s3:ObjectCreated:Put, to {Queue}) announces the same keys. ");
        result.Message.ShouldContain("Unable to validate the following destination configurations");
        result.Message.ShouldContain("SNS topic");
    }

    [Theory]
    [InlineData("s3:ObjectCreated:*", "processed/", "")]
    [InlineData("s3:ObjectCreated:*", "", ".zip")]
    [InlineData("s3:ObjectCreated:*", "incoming/", ".csv")]
    [InlineData("s3:ObjectRemoved:*", "", "")]
    public async Task A_rule_for_other_keys_or_events_may_stand_beside_it(string kind, string prefix, string suffix)
    {
        _patient.Aws.Notification = (200, QueueRule(kind, prefix, suffix));

        (await JudgeAsync()).ShouldBe(CheckResult.Ok("notification", "no rule of the bucket's overlaps this deployment's"));
    }

    [Fact]
    public async Task The_deployments_own_rule_is_not_in_its_way()
    {
        _patient.Aws.Notification = (200, FunctionRule("compressor", Alias));

        (await JudgeAsync()).Standing.ShouldBe(CheckStanding.Ok);
    }

    [Theory]
    [InlineData("compressor", "arn:aws:sqs:eu-central-1:123456789012:compressor-events")]
    [InlineData("compressor-expired", "arn:aws:sns:eu-central-1:123456789012:compressor-expired-sources")]
    [InlineData("audit", "arn:aws:sqs:eu-central-1:123456789012:audit")]
    public async Task What_this_deployment_sets_again_is_not_taken_away(string id, string target)
    {
        _patient.Planned = _patient.Planned with { ManageNotification = true, AdditionalNotifications = ["audit"] };
        var kind = target.Contains(":sns:", StringComparison.Ordinal) ? "Topic" : "Queue";
        var rule = $"<Id>{id}</Id><{kind}>{target}</{kind}><Event>s3:ObjectCreated:*</Event>";
        _patient.Aws.Notification = (200, $"<{kind}Configuration>{rule}</{kind}Configuration>");

        (await JudgeAsync()).ShouldBe(CheckResult.Ok("notification", "nobody else is told of anything"));
    }

    [Theory]
    [InlineData("compressor", "arn:aws:sqs:eu-central-1:123456789012:theirs")]
    [InlineData("compressor-expired", "arn:aws:sqs:eu-central-1:123456789012:theirs")]
    public async Task A_rule_of_the_same_name_to_somebody_else_is(string id, string target)
    {
        _patient.Planned = _patient.Planned with { ManageNotification = true };
        var rule = $"<Id>{id}</Id><Queue>{target}</Queue><Event>s3:ObjectCreated:*</Event>";
        _patient.Aws.Notification = (200, $"<QueueConfiguration>{rule}</QueueConfiguration>");

        (await JudgeAsync()).Standing.ShouldBe(CheckStanding.Warn);
    }

    [Fact]
    public async Task Another_deployments_rule_is()
    {
        _patient.Aws.Notification = (200, FunctionRule("second", Alias.Replace("compressor", "second", StringComparison.Ordinal)));

        (await JudgeAsync()).Message.ShouldStartWith("rule second (");
    }

    [Fact]
    public async Task What_a_managed_notification_would_take_away_is_named()
    {
        _patient.Planned = _patient.Planned with { ManageNotification = true };
        _patient.Aws.Notification = (200, QueueRule("s3:ObjectRemoved:*", "old/", ""));

        var result = await JudgeAsync();

        result.ShouldBe(CheckResult.Warn(
            "notification", $"MANAGE_NOTIFICATION=true takes away rule reports (old/*, s3:ObjectRemoved:*, to {Queue})"));
    }

    [Fact]
    public async Task A_notification_that_may_not_be_read_is_skipped()
    {
        _patient.Aws.Notification = (403, "");

        (await JudgeAsync()).Standing.ShouldBe(CheckStanding.Skip);
    }

    [Fact]
    public async Task A_bucket_that_is_made_has_none()
    {
        _patient.Planned = _patient.Planned with { CreateBucket = true };

        (await _patient.ExamineAsync()).ShouldNotContainKey("notification");
    }

    private static string QueueRule(string kind, string prefix, string suffix) =>
        $"<QueueConfiguration><Id>reports</Id><Queue>{Queue}</Queue><Event>{kind}</Event><Filter><S3Key>"
            + $"<FilterRule><Name>Prefix</Name><Value>{prefix}</Value></FilterRule>"
            + $"<FilterRule><Name>Suffix</Name><Value>{suffix}</Value></FilterRule></S3Key></Filter></QueueConfiguration>";

    private static string FunctionRule(string id, string function) =>
        $"<CloudFunctionConfiguration><Id>{id}</Id><CloudFunction>{function}</CloudFunction>"
            + "<Event>s3:ObjectCreated:*</Event></CloudFunctionConfiguration>";

    private async Task<CheckResult> JudgeAsync() => (await _patient.ExamineAsync())["notification"];
}
