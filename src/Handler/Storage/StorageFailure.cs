using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using Amazon.S3;
using Compressor.Core.Failures;

namespace Compressor.Handler.Storage;

/// <summary>Gives each way in which S3 can fail its name, and says what to look at.</summary>
internal static class StorageFailure
{
    public const string NoSuchBucket = "NoSuchBucket";

    /// <summary>True where <paramref name="e"/> is S3's or the network's failure, not the end of the invocation's time.</summary>
    public static bool Explains(Exception e, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested
        && e is AmazonClientException or AmazonServiceException or HttpRequestException or IOException or SocketException or AuthenticationException or OperationCanceledException;

    /// <summary>True for a 404 of an object. A missing bucket is a 404 as well, and no object's fault.</summary>
    public static bool IsMissing(AmazonS3Exception e) => e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != NoSuchBucket;

    /// <param name="e">What the SDK threw.</param>
    /// <param name="request">The request, such as <c>GET s3://bucket/key</c>.</param>
    public static FunctionException From(Exception e, string request)
    {
        var (errorType, reason) = e switch
        {
            AmazonS3Exception { ErrorCode: NoSuchBucket } =>
                (ErrorTypes.BucketNotFound, "the bucket does not exist in this account and region."),
            AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden } s3 =>
                (
                    ErrorTypes.AccessDenied,
                    $"S3 denied it ({s3.ErrorCode}: {s3.Message}). Compare the function's role, the bucket's policy and the endpoint's "
                        + $"policy."),
            AmazonS3Exception { StatusCode: > 0 } s3 =>
                (ErrorTypes.StorageError, $"S3 answered {(int)s3.StatusCode} {s3.ErrorCode}: {s3.Message} (request id {s3.RequestId})."),
            _ => (ErrorTypes.StorageUnreachable, $"S3 could not be reached or did not answer: {Causes(e)}"),
        };
        return new FunctionException(errorType, $"{request}: {reason}", e);
    }

    // The cause is what says why: "A WebException was thrown" helps nobody, "Connection refused" does.
    private static string Causes(Exception e) => e.InnerException is { } cause && cause.Message != e.Message
        ? $"{e.Message} {Causes(cause)}"
        : e.Message;
}
