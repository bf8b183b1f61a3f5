using Compressor.Cli.Deployment;

namespace Compressor.EndToEnd.Tests.LeastPrivilege;

/// <summary>What IAM wants to have allowed: an action on a resource.</summary>
/// <param name="Action">Such as <c>s3:GetObject</c>.</param>
/// <param name="Resource">An ARN.</param>
internal sealed record Permission(string Action, string Resource)
{
    /// <summary>
    /// Says what a request needs, as the S3 API Reference does for each operation. A missing key is a 404 only for callers that may list
    /// the bucket; a version has actions of its own; every part of a multipart upload but its abortion is PutObject; and a write or a
    /// delete on the condition of an ETag needs leave to read the object too.
    /// </summary>
    /// <exception cref="NotSupportedException">The function is not known to make such a request.</exception>
    public static IEnumerable<Permission> NeededBy(RecordedCall call, DeployedResources deployment, string deadLetterQueueArn)
    {
        if (call is { Service: "sqs", Target: "AmazonSQS.SendMessage" })
        {
            // The queue's URL is in the body; a message that went elsewhere would be missed there by other tests.
            return [new("sqs:SendMessage", deadLetterQueueArn)];
        }

        var path = call.Path.TrimStart('/');
        if (call.Service == "lambda" && path.Split('/') is [_, "functions", var function, "invocations"])
        {
            return [new("lambda:InvokeFunction", function)];
        }

        if (call.Service != "s3" || path.Split('/', 2) is not [var bucket, var key] || key.Length == 0)
        {
            throw new NotSupportedException($"What does {call} need?");
        }

        var (bucketArn, objectArn) = ($"arn:aws:s3:::{bucket}", $"arn:aws:s3:::{bucket}/{key}");
        var hasVersion = Has(call, "versionId");
        string[] actions = call.Method switch
        {
            "GET" or "HEAD" => [hasVersion ? "s3:GetObjectVersion" : "s3:GetObject"],
            "PUT" => ["s3:PutObject"],
            "POST" when Has(call, "uploads") || Has(call, "uploadId") => ["s3:PutObject"],
            "DELETE" when Has(call, "uploadId") => ["s3:AbortMultipartUpload"],
            "DELETE" => [hasVersion ? "s3:DeleteObjectVersion" : "s3:DeleteObject"],
            _ => throw new NotSupportedException($"What does {call} need?"),
        };
        if (call.Method != "GET" && call.Conditions.Contains("If-Match"))
        {
            actions = [.. actions, "s3:GetObject"];
        }

        var onObject = actions.Select(action => new Permission(action, objectArn));
        return call is { Method: "GET" or "HEAD", Status: 404 } ? [.. onObject, new("s3:ListBucket", bucketArn)] : onObject;
    }

    private static bool Has(RecordedCall call, string parameter) =>
        call.Query.Split('&').Any(part => part == parameter || part.StartsWith(parameter + "=", StringComparison.Ordinal));
}
