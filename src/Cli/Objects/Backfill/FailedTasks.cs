using System.Net;
using System.Text.Json;
using Amazon.S3;
using Compressor.Core.Keys;
using Compressor.Toolkit.Aws;
using Microsoft.VisualBasic.FileIO;

namespace Compressor.Cli.Objects.Backfill;

/// <summary>What failed in a job of S3 Batch Operations, by error.</summary>
/// <param name="ErrorType">The function's errorType, or what S3 said where the function did not answer.</param>
/// <param name="Count">How many objects.</param>
/// <param name="Example">The key of one of them.</param>
/// <param name="Message">What was said of that one.</param>
internal sealed record FailedTasks(string ErrorType, long Count, string Example, string Message)
{
    /// <summary>Bucket, key, version, status, code, HTTP status and message.</summary>
    private const int Columns = 7;

    /// <summary>Reads a job's report; empty where it has none, which S3 writes only if a task was performed.</summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-examples-reports.html</remarks>
    /// <exception cref="AmazonS3Exception">S3 could not be asked.</exception>
    public static async Task<IReadOnlyList<FailedTasks>> ReadAsync(IAmazonS3 s3, BatchJobState job, CancellationToken cancellationToken)
    {
        var groups = new Dictionary<string, FailedTasks>(StringComparer.Ordinal);
        foreach (var result in await ReadListAsync(s3, job, cancellationToken))
        {
            using var file = await s3.GetObjectAsync(result.Bucket, result.Key, cancellationToken);
            using var parser = new TextFieldParser(file.ResponseStream) { TrimWhiteSpace = false };
            parser.SetDelimiters(",");
            while (parser.ReadFields() is { Length: >= Columns } row)
            {
                var (key, message) = (ObjectKeyEncoding.Decode(row[1]), row[^1]);
                var type = ErrorTypeOf(message);
                groups[type] = groups.TryGetValue(type, out var group)
                    ? group with { Count = group.Count + 1 }
                    : new(type, 1, key, message.ReplaceLineEndings(" "));
            }
        }

        return [.. groups.Values.OrderByDescending(group => group.Count).ThenBy(group => group.ErrorType, StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<ReportFile>> ReadListAsync(
        IAmazonS3 s3, BatchJobState job, CancellationToken cancellationToken)
    {
        try
        {
            using var stored = await s3.GetObjectAsync(job.ReportBucket, job.ReportKey, cancellationToken);
            var list = await JsonSerializer.DeserializeAsync<ReportList>(stored.ResponseStream, cancellationToken: cancellationToken);
            return [.. (list?.Results ?? []).Where(result => result.TaskExecutionStatus == "failed")];
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return [];
        }
    }

    /// <summary>The function's answer begins with its errorType and a colon; anything else is what S3 says of Lambda.</summary>
    private static string ErrorTypeOf(string message) => message.Split(':', 2) is [var type, _] && type.All(char.IsAsciiLetter)
        ? type
        : message.StartsWith("Lambda returned function error", StringComparison.Ordinal) ? "Lambda returned function error" : message;

    private sealed record ReportList(IReadOnlyList<ReportFile>? Results);

    private sealed record ReportFile(string TaskExecutionStatus, string Bucket, string Key);
}
