using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;

namespace Compressor.Toolkit.Aws;

/// <summary>Why a request to S3 failed, in one line.</summary>
/// <param name="Message">The line.</param>
/// <param name="IsFatal">Whether the next request would fail for the same reason.</param>
public sealed record S3Failure(string Message, bool IsFatal)
{
    /// <summary>Returns what <paramref name="exception"/> means, or null if it is not a failure of S3 or of a file to send.</summary>
    public static S3Failure? Describe(Exception exception, string bucket) => exception switch
    {
        AmazonS3Exception e => Describe(e, bucket),
        FileNotFoundException or DirectoryNotFoundException => new("the file is gone", IsFatal: false),
        UnauthorizedAccessException => new("you are not allowed to read the file", IsFatal: false),
        _ when Find<SocketException>(exception) is { } socket => new($"cannot reach S3: {OneLine(socket.Message)}", IsFatal: true),
        _ when Find<HttpRequestException>(exception) is { } http =>
            new($"cannot talk to S3: {OneLine(http.GetBaseException().Message)}", IsFatal: true),
        AmazonClientException e when e.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) =>
            new("no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", IsFatal: true),
        OperationCanceledException => new("S3 did not answer in time", IsFatal: false),
        AmazonClientException or IOException => new(OneLine(exception.Message), IsFatal: false),
        _ => null,
    };

    private static S3Failure Describe(AmazonS3Exception e, string bucket) => e.ErrorCode switch
    {
        "NoSuchBucket" => new($"the bucket '{bucket}' does not exist", IsFatal: true),
        "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" =>
            new($"the bucket '{bucket}' is in another region: name it with --region", IsFatal: true),
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" =>
            new($"AWS refuses the credentials ({e.ErrorCode})", IsFatal: true),
        "AccessDenied" or "Forbidden" =>
            new(
                $"access to the bucket '{bucket}' is denied: s3:PutObject is needed, and the prefix and suffix that the bucket takes "
                    + $"uploads under",
                IsFatal: false),
        _ => new($"S3 answered {(int)e.StatusCode} {e.ErrorCode}: {OneLine(e.Message)}", IsFatal: false),
    };

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
