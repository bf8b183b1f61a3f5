using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace S3Copy;

/// <summary>Stores the beginning of each uploaded object under another prefix of the same bucket.</summary>
internal sealed class Previews
{
    /// <summary>How many bytes of an object its preview has at most.</summary>
    public const int MaxBytes = 4096;

    private readonly IAmazonS3 _s3;
    private readonly string _prefix;

    /// <param name="s3">Reads objects and stores previews.</param>
    /// <param name="prefix">What the keys of previews begin with, such as <c>previews/</c>.</param>
    /// <exception cref="ArgumentException">The prefix is empty: previews would replace what was uploaded.</exception>
    public Previews(IAmazonS3 s3, string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        (_s3, _prefix) = (s3, prefix);
    }

    /// <summary>Makes the previews of one event.</summary>
    /// <exception cref="AmazonS3Exception">S3 refused. Lambda sends the event again, and previews that are there are stored again.
    /// </exception>
    public async Task<CopyResult> CopyAsync(S3Event uploads, CancellationToken cancellationToken)
    {
        var result = new CopyResult([], []);
        foreach (var record in uploads.Records)
        {
            var key = WebUtility.UrlDecode(record.S3.Object.Key);

            // A preview is an upload too. Were the notification to name no prefix, each preview would get one, without end.
            var isUpload = record.EventName.StartsWith("ObjectCreated:", StringComparison.Ordinal)
                && !key.StartsWith(_prefix, StringComparison.Ordinal);
            var isStored = isUpload && await CopyAsync(record.S3.Bucket.Name, key, cancellationToken);
            (isStored ? result.Stored : result.Skipped).Add(isStored ? _prefix + key : key);
        }

        return result;
    }

    /// <summary>Stores one preview. False: there is no object any more.</summary>
    private async Task<bool> CopyAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        var preview = new PutObjectRequest { BucketName = bucket, Key = _prefix + key, ContentType = "application/octet-stream" };
        using var beginning = new MemoryStream();
        try
        {
            var request = new GetObjectRequest { BucketName = bucket, Key = key, ByteRange = new(0, MaxBytes - 1) };
            using var source = await _s3.GetObjectAsync(request, cancellationToken);
            await source.ResponseStream.CopyToAsync(beginning, cancellationToken);
            preview.ContentType = source.Headers.ContentType;
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchKey")
        {
            return false;
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "InvalidRange")
        {
            // The object has no bytes, and so has its preview.
        }

        beginning.Position = 0;
        preview.InputStream = beginning;
        await _s3.PutObjectAsync(preview, cancellationToken);
        return true;
    }
}

/// <summary>What was done with an event.</summary>
/// <param name="Stored">The keys of the previews.</param>
/// <param name="Skipped">The keys of objects without a preview: previews themselves, and what has been deleted meanwhile.</param>
internal sealed record CopyResult(List<string> Stored, List<string> Skipped);
