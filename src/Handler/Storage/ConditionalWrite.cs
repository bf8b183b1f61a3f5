using System.Net;
using Amazon.S3;

namespace Compressor.Handler.Storage;

/// <summary>Turns the refusals of a conditional write into values.</summary>
internal static class ConditionalWrite
{
    /// <param name="write">Sends the request.</param>
    /// <param name="description">The request, for messages.</param>
    /// <param name="replaces">The ETag that it is conditional on; null for "nothing is stored".</param>
    /// <param name="cancellationToken">The request's.</param>
    public static async ValueTask<PutOutcome> RunAsync(
        Func<Task> write, string description, string? replaces, CancellationToken cancellationToken)
    {
        try
        {
            await write();
            return PutOutcome.Stored;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return PutOutcome.Refused;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            return PutOutcome.Raced;
        }
        catch (AmazonS3Exception e) when (replaces is not null && StorageFailure.IsMissing(e))
        {
            return PutOutcome.Gone;
        }
        catch (Exception e) when (StorageFailure.Explains(e, cancellationToken))
        {
            throw StorageFailure.From(e, description);
        }
    }
}
