using System.Globalization;
using System.Xml.Linq;

namespace Compressor.Toolkit.Aws;

/// <summary>How far a job of S3 Batch Operations is.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_DescribeJob.html</remarks>
/// <param name="Id">The job.</param>
/// <param name="Status">
/// New, Preparing, Suspended, Ready, Active, Pausing, Paused, Completing, Complete, Cancelling, Cancelled, Failing or Failed.
/// </param>
/// <param name="Tasks">How many objects its manifest has; 0 until S3 has read it.</param>
/// <param name="Succeeded">How many of them are done.</param>
/// <param name="Failed">How many of them failed for good.</param>
/// <param name="Reasons">Why it failed; empty where it did not.</param>
/// <param name="ReportBucket">The bucket of its report, or null where it has none.</param>
/// <param name="ReportPrefix">What the key of its report begins with, without a slash at the end.</param>
public sealed record BatchJobState(
    string Id,
    string Status,
    long Tasks,
    long Succeeded,
    long Failed,
    IReadOnlyList<string> Reasons,
    string? ReportBucket,
    string ReportPrefix)
{
    /// <summary>Whether nothing more happens: it is complete, or was cancelled, or failed as a whole.</summary>
    public bool IsOver => Status is "Complete" or "Cancelled" or "Failed";

    /// <summary>The key of the report's own manifest, which names its files.</summary>
    public string ReportKey => $"{(ReportPrefix.Length == 0 ? "" : $"{ReportPrefix}/")}job-{Id}/manifest.json";

    /// <summary>Reads a DescribeJobResult.</summary>
    /// <exception cref="FormatException">It has no job.</exception>
    public static BatchJobState Parse(XElement result)
    {
        var job = Child(result, "Job") ?? throw new FormatException("the answer has no Job");
        var progress = Child(job, "ProgressSummary");
        var report = Child(job, "Report");
        return new(
            Text(job, "JobId"),
            Text(job, "Status"),
            Number(progress, "TotalNumberOfTasks"),
            Number(progress, "NumberOfTasksSucceeded"),
            Number(progress, "NumberOfTasksFailed"),
            [
                .. (Child(job, "FailureReasons")?.Elements() ?? [])
                    .Select(reason => $"{Text(reason, "FailureCode")}: {Text(reason, "FailureReason")}"),
            ],
            report is null ? null : Text(report, "Bucket").Split(':')[^1],
            report is null ? "" : Text(report, "Prefix").TrimEnd('/'));
    }

    private static XElement? Child(XElement? parent, string name) =>
        parent?.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    private static string Text(XElement parent, string name) => Child(parent, name)?.Value ?? "";

    private static long Number(XElement? parent, string name) =>
        long.TryParse(Child(parent, name)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
