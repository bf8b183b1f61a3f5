using Amazon.S3;
using Compressor.Cli.Deployment;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Objects.Verify;

/// <summary>Sends an event again for what a verification found.</summary>
/// <param name="s3">The client.</param>
/// <param name="deployment">Whose bucket it is.</param>
/// <param name="send">Puts an event where the function gets it from.</param>
internal sealed class Requeuer(IAmazonS3 s3, DeployedResources deployment, Func<ReadOnlyMemory<byte>, CancellationToken, Task> send)
{
    /// <summary>
    /// Sends the event for exactly the upload that was found: with its ETag, and with its version if the bucket has versions.
    /// </summary>
    /// <remarks>
    /// The event has no sequencer, since only S3 knows those; the function then orders uploads by their times.
    /// </remarks>
    /// <returns>False if the object was replaced or deleted since. What replaced it has an event of its own.</returns>
    /// <exception cref="InvokeFailedException">It was not taken.</exception>
    /// <exception cref="AmazonS3Exception">S3 could not be asked.</exception>
    public async Task<bool> SendAsync(Finding finding, CancellationToken cancellationToken)
    {
        if (await CurrentSource.FindAsync(s3, deployment.BucketName, finding, cancellationToken) is not { } source)
        {
            return false;
        }

        // "null" is the version of an object from before there were any.
        var version = source.VersionId == "null" ? null : source.VersionId;
        await send(S3Notification.ObjectCreated(deployment, finding.Key, finding.Size, finding.ETag, version), cancellationToken);
        return true;
    }
}
