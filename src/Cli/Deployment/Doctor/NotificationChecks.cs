using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Compressor.Cli.Deployment.Doctor;

/// <summary>
/// Whether a bucket that exists announces new sources to somebody else already. S3 refuses two rules for one event whose prefixes and
/// suffixes both overlap, and its error names none of them.
/// </summary>
internal static class NotificationChecks
{
    private const string Name = "notification";
    private const string Created = "s3:ObjectCreated:";

    private const string FanOut =
        "S3 takes no second rule for them (\"Unable to validate the following destination configurations\"). Have that rule tell an SNS "
            + "topic, and let the topic tell both, or keep their keys apart with INCOMING_PREFIX or SOURCE_SUFFIX";

    /// <summary>Reads the bucket's notification configuration and compares each rule with this deployment's.</summary>
    public static async Task<IReadOnlyList<CheckResult>> RunAsync(
        IAmazonS3 s3, PlannedDeployment planned, string bucket, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetBucketNotificationRequest { BucketName = bucket };
            return [Judge(planned, Rule.ReadAll(await s3.GetBucketNotificationAsync(request, cancellationToken)))];
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "AccessDenied" or "Forbidden")
        {
            return [CheckResult.Skip(Name, $"you are not allowed to read {bucket}'s notification: allow s3:GetBucketNotification")];
        }
        catch (Exception e) when (e is AmazonClientException or HttpRequestException)
        {
            return [CheckResult.Skip(Name, $"{bucket}'s notification cannot be read: {e.Message}")];
        }
    }

    private static CheckResult Judge(PlannedDeployment planned, IReadOnlyList<Rule> all)
    {
        var theirs = all.Where(rule => !rule.IsOf(planned)).ToList();
        if (planned.ManageNotification)
        {
            return theirs.Count == 0
                ? CheckResult.Ok(Name, "nobody else is told of anything")
                : CheckResult.Warn(Name, $"MANAGE_NOTIFICATION=true takes away {string.Join(" and ", theirs)}");
        }

        var overlapping = theirs.Where(rule => rule.Overlaps(planned.IncomingPrefix, planned.SourceSuffix)).ToList();
        return overlapping.Count == 0
            ? CheckResult.Ok(Name, "no rule of the bucket's overlaps this deployment's")
            : CheckResult.Warn(Name, $"{string.Join(" and ", overlapping)} announces the same keys. {FanOut}");
    }

    /// <summary>A rule of a bucket's notification configuration.</summary>
    /// <param name="Id">Its name in there.</param>
    /// <param name="Target">The ARN of whoever is told.</param>
    /// <param name="Events">What it tells of, such as <c>s3:ObjectCreated:*</c>.</param>
    /// <param name="Filter">Which keys it is for.</param>
    private sealed record Rule(string? Id, string? Target, IReadOnlyList<string> Events, Filter? Filter)
    {
        private string Prefix => Value("prefix");

        private string Suffix => Value("suffix");

        public static IReadOnlyList<Rule> ReadAll(GetBucketNotificationResponse response) =>
        [
            .. (response.LambdaFunctionConfigurations ?? []).Select(rule => From(rule, rule.Id, rule.FunctionArn)),
            .. (response.QueueConfigurations ?? []).Select(rule => From(rule, rule.Id, rule.Queue)),
            .. (response.TopicConfigurations ?? []).Select(rule => From(rule, rule.Id, rule.Topic)),
        ];

        /// <summary>Whether it is a rule that this deployment made, or had its owners merge.</summary>
        public bool IsOf(PlannedDeployment planned) =>
            (Id == planned.Name && (LeadsTo($"function:{planned.Name}:live") || LeadsTo($"{planned.Name}-events")))
                || (Id == $"{planned.Name}-expired" && LeadsTo($"{planned.Name}-expired-sources"))
                || planned.AdditionalNotifications.Contains(Id);

        /// <summary>Whether S3 refuses it beside a rule for all creations of keys that begin and end so.</summary>
        public bool Overlaps(string prefix, string suffix) =>
            Events.Any(each => each.StartsWith(Created, StringComparison.Ordinal))
                && (Prefix.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(Prefix, StringComparison.Ordinal))
                && (Suffix.EndsWith(suffix, StringComparison.Ordinal) || suffix.EndsWith(Suffix, StringComparison.Ordinal));

        public override string ToString() => $"rule {Id} ({Prefix}*{Suffix}, {string.Join(", ", Events)}, to {Target})";

        private static Rule From(NotificationConfiguration rule, string id, string target) =>
            new(id, target, [.. (rule.Events ?? []).Select(each => each.Value)], rule.Filter);

        private bool LeadsTo(string end) => Target?.EndsWith($":{end}", StringComparison.Ordinal) == true;

        private string Value(string name)
        {
            var rules = Filter?.S3KeyFilter?.FilterRules ?? [];
            return rules.FirstOrDefault(rule => string.Equals(rule.Name, name, StringComparison.OrdinalIgnoreCase))?.Value ?? "";
        }
    }
}
