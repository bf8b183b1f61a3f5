using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.S3.Model;

namespace Compressor.EndToEnd.Tests.Infrastructure;

[Collection(DeploymentLifeGroup.Name)]
public sealed class InfrastructureTests(DeploymentLife life)
{
    private DeployedState Deployed => life.Deployed;

    [Fact]
    public void A_changed_setting_changes_the_environment_the_version_and_the_alias_only()
    {
        life.ChangesOfSetting.Select(change => (change.Address, change.Actions, string.Join(' ', change.Attributes))).ShouldBe(
            [
                ("module.function.aws_lambda_alias.live", "update", "function_version"),
                ("module.function.aws_lambda_function.this", "update", "environment qualified_arn qualified_invoke_arn version"),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void The_alias_moves_to_the_changed_setting_and_the_version_before_keeps_its_own()
    {
        // What was given to make, and not what a file of values says.
        life.Environments.Live["COMPRESSOR_LOG_SAMPLING_RATE"]!.GetValue<string>().ShouldBe("0.5");
        life.Environments.Before["COMPRESSOR_LOG_SAMPLING_RATE"]!.GetValue<string>().ShouldBe("0.01");
    }

    [Fact]
    public void Sources_expire_and_incomplete_uploads_are_aborted()
    {
        var rules = Deployed.Lifecycle.ToDictionary(rule => rule.Id);

        rules["expire-incoming"].Expiration.Days.ShouldBe(7);
        rules["expire-incoming"].Filter.LifecycleFilterPredicate.ShouldBeOfType<LifecyclePrefixPredicate>().Prefix.ShouldBe("incoming/");
        rules["abort-incomplete-uploads"].AbortIncompleteMultipartUpload.DaysAfterInitiation.ShouldBe(1);
        rules.Keys.ShouldBe(["expire-incoming", "abort-incomplete-uploads", "expire-noncurrent-versions"], ignoreOrder: true);
    }

    [Fact]
    public void New_sources_are_announced_to_the_alias()
    {
        var notification = Deployed.Notification.LambdaFunctionConfigurations.ShouldHaveSingleItem();

        notification.FunctionArn.ShouldEndWith(":function:compressor:live");
        notification.Events.Select(each => each.Value).ShouldBe(["s3:ObjectCreated:*"]);
        notification.Filter.S3KeyFilter.FilterRules.Select(rule => $"{rule.Name} {rule.Value}".ToLowerInvariant())
            .ShouldBe(["prefix incoming/", "suffix .json"], ignoreOrder: true);
    }

    [Fact]
    public void The_bucket_is_closed_to_the_public_and_to_blind_writes()
    {
        Deployed.PublicAccess.BlockPublicAcls.ShouldBe(true);
        Deployed.PublicAccess.RestrictPublicBuckets.ShouldBe(true);
        Deployed.BucketPolicy["Statement"]!.AsArray().Select(statement => $"{statement!["Effect"]} {statement["Sid"]}").ShouldBe(
            [
                "Deny DenyInsecureTransport",
                "Deny DenyArchivesFromOthers",
                "Deny DenyUnconditionalArchives",
                "Deny DenyUploadsThatNothingMatches",
                "Deny DenyUploadsThatNobodyCanRead"]);
    }

    [Fact]
    public void The_function_is_configured_as_designed()
    {
        Deployed.Function["Runtime"]!.GetValue<string>().ShouldBe("provided.al2023");
        Deployed.Function["MemorySize"]!.GetValue<int>().ShouldBe(512);
        Deployed.Function["Timeout"]!.GetValue<int>().ShouldBe(600);
        Deployed.Function["VpcConfig"]!["SubnetIds"]!.AsArray().Count.ShouldBe(2);
        var environment = Deployed.Function["Environment"]!["Variables"]!.AsObject();
        environment.ToDictionary(variable => variable.Key, variable => variable.Value!.GetValue<string>()).ShouldBe(
            Deployed.Deployment.FunctionEnvironment.ToDictionary(), ignoreOrder: true);
    }

    [Fact]
    public void Only_the_bucket_may_invoke_and_what_fails_goes_to_the_dead_letter_queue()
    {
        var statement = Deployed.FunctionPolicy["Statement"]!.AsArray().ShouldHaveSingleItem()!;
        statement["Principal"]!["Service"]!.GetValue<string>().ShouldBe("s3.amazonaws.com");
        statement["Condition"]!.ToJsonString().ShouldContain($"arn:aws:s3:::{Deployed.Deployment.BucketName}");

        Deployed.Retries["MaximumRetryAttempts"]!.GetValue<int>().ShouldBe(2);
        Deployed.Retries["MaximumEventAgeInSeconds"]!.GetValue<int>().ShouldBe(21_600);
        Deployed.Retries["DestinationConfig"]!["OnFailure"]!["Destination"]!.GetValue<string>()
            .ShouldBe(Deployed.DeadLetterQueue["QueueArn"]);
    }

    [Fact]
    public void Dead_letters_expire_before_their_objects()
    {
        var days = TimeSpan.FromSeconds(
            int.Parse(Deployed.DeadLetterQueue["MessageRetentionPeriod"], CultureInfo.InvariantCulture)).TotalDays;

        days.ShouldBe(6);
        Deployed.DeadLetterQueue["SqsManagedSseEnabled"].ShouldBe("true");
    }

    [Fact]
    public void Alarms_are_there_and_tell_a_topic()
    {
        Deployed.Alarms.Keys.ShouldBe(
            [
                "compressor-error-rate", "compressor-throttles", "compressor-dead-letters", "compressor-dead-letter-age",
                "compressor-backlog-age", "compressor-delivery-failures", "compressor-source-missing", "compressor-idle",
                "compressor-concurrency", "compressor-duration",
            ],
            ignoreOrder: true);
        Deployed.Alarms.Values.ShouldAllBe(alarm => alarm.Element("AlarmActions")!.Value.EndsWith(":compressor-alarms"));
        Deployed.Alarms["compressor-throttles"].Element("Threshold")!.Value.ShouldStartWith("10");
    }

    [Fact]
    public void The_dashboard_shows_this_function() =>
        Deployed.Dashboard["widgets"]!.AsArray().Count(IsOfFunction).ShouldBeGreaterThan(8);

    private static bool IsOfFunction(JsonNode? widget) =>
        widget!["properties"]!.ToJsonString().Contains("\"FunctionName\",\"compressor\"", StringComparison.Ordinal);
}
