using System.Globalization;
using System.Xml.Linq;
using Compressor.LoopbackS3.Http;
using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Operations;

/// <summary>CreateMultipartUpload, UploadPart, CompleteMultipartUpload, AbortMultipartUpload.</summary>
internal static class MultipartWrites
{
    private const int MaximumPartNumber = 10_000;

    public static S3Response Create(S3Request request, DateTimeOffset now)
    {
        var upload = new MultipartUpload
        {
            Id = Guid.NewGuid().ToString("N"),
            Key = request.Key,
            Headers = ObjectWrites.Headers(request),
            ChecksumAlgorithm = request.Header("x-amz-checksum-algorithm"),
            ChecksumType = request.Header("x-amz-checksum-type"),
            Initiated = now,
        };
        request.Bucket.Uploads.Add(upload);
        return S3Response.Xml(xml =>
        {
            xml.WriteStartElement("InitiateMultipartUploadResult", Listings.Namespace);
            xml.WriteElementString("Bucket", request.BucketName);
            xml.WriteElementString("Key", request.Key);
            xml.WriteElementString("UploadId", upload.Id);
            xml.WriteEndElement();
        });
    }

    public static async Task<S3Response> UploadPartAsync(S3Request request, DateTimeOffset now)
    {
        var upload = request.Bucket.Uploads.Get(request.Key, request.QueryValue("uploadId")!);
        var number = int.Parse(request.QueryValue("partNumber")!, CultureInfo.InvariantCulture);
        if (number is < 1 or > MaximumPartNumber)
        {
            throw S3ErrorException.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive");
        }

        var body = await RequestBody.ReadAsync(request);
        lock (upload)
        {
            upload.Parts[number] = new(number, body.Content, body.ETag, body.Checksum, now);
        }

        var answer = new S3Response(200) { SendsBody = false }.With("ETag", ObjectReads.Quote(body.ETag));
        return body.Checksum is { } checksum ? answer.With(checksum.Header, checksum.Value) : answer;
    }

    public static async Task<S3Response> CompleteAsync(S3Request request)
    {
        var upload = request.Bucket.Uploads.Get(request.Key, request.QueryValue("uploadId")!);
        var wanted = await ReadPartsAsync(request);
        StoredObject stored;
        lock (upload)
        {
            if (upload.Completed is not null && request.Bucket.Settings.ForgetsCompletedUploads)
            {
                throw S3ErrorException.NoSuchUpload();
            }

            stored = upload.Completed ??= Join(request, upload, wanted);
        }

        return S3Response.Xml(xml =>
        {
            xml.WriteStartElement("CompleteMultipartUploadResult", Listings.Namespace);
            xml.WriteElementString("Bucket", request.BucketName);
            xml.WriteElementString("Key", request.Key);
            xml.WriteElementString("ETag", ObjectReads.Quote(stored.ETag));
            xml.WriteEndElement();
        }).With("x-amz-version-id", stored.VersionId);
    }

    public static S3Response Abort(S3Request request)
    {
        request.Bucket.Uploads.Abort(request.Key, request.QueryValue("uploadId")!);
        return new S3Response(204) { SendsBody = false };
    }

    private static StoredObject Join(S3Request request, MultipartUpload upload, IReadOnlyList<(int Number, string ETag)> wanted)
    {
        var parts = wanted.Select(x =>
            upload.Parts.TryGetValue(x.Number, out var part) && part.ETag == x.ETag ? part : throw S3ErrorException.InvalidPart()).ToList();
        if (parts.SkipLast(1).Any(part => part.Content.Length < request.Bucket.Settings.MinimumPartSize))
        {
            throw S3ErrorException.EntityTooSmall();
        }

        var content = Content.Concatenate([.. parts.Select(part => part.Content)]);
        var checksum = Whole(request, upload, parts, content);
        CheckWhole(request, checksum);
        return request.Bucket.Store(
            request.Key, content, upload.Headers, ETag.OfParts([.. parts.Select(part => part.ETag)]), checksum,
            ObjectWrites.Condition(request), "ObjectCreated:CompleteMultipartUpload", hasChecksum: !request.Bucket.Settings.DiscardsBodies);
    }

    /// <summary>
    /// SHA checksums of a multipart object are of its parts' checksums; CRCs may be of the whole object. Where no bytes are kept there is
    /// none: each part was held against its own when it came.
    /// </summary>
    private static Checksum? Whole(S3Request request, MultipartUpload upload, List<UploadedPart> parts, Content content)
    {
        if (request.Bucket.Settings.DiscardsBodies
            || upload.ChecksumAlgorithm is not { } algorithm
            || parts.Any(part => part.Checksum?.Algorithm != algorithm))
        {
            return null;
        }

        if (upload.ChecksumType == Checksum.FullObject || algorithm == Checksum.Default)
        {
            return Checksum.Compute(algorithm, content);
        }

        var digests = parts.SelectMany(part => Convert.FromBase64String(part.Checksum!.Value)).ToArray();
        return Checksum.Compute(algorithm, digests) is var whole
            ? whole with { Value = $"{whole.Value}-{parts.Count}", Type = Checksum.Composite }
            : null;
    }

    private static void CheckWhole(S3Request request, Checksum? checksum)
    {
        if (checksum is not null && request.Header(checksum.Header) is { } sent && sent != checksum.Value)
        {
            throw S3ErrorException.BadDigest(checksum.Algorithm);
        }
    }

    private static async Task<IReadOnlyList<(int Number, string ETag)>> ReadPartsAsync(S3Request request)
    {
        XDocument document;
        try
        {
            document = await XDocument.LoadAsync(request.Context.Request.Body, LoadOptions.None, request.Context.RequestAborted);
        }
        catch (System.Xml.XmlException)
        {
            throw S3ErrorException.MalformedXml();
        }

        var parts = document.Root!.Elements().Where(x => x.Name.LocalName == "Part").Select(part =>
        {
            string Value(string name) => part.Elements().First(x => x.Name.LocalName == name).Value;
            return (Number: int.Parse(Value("PartNumber"), CultureInfo.InvariantCulture), ETag: Value("ETag").Trim('"'));
        }).ToList();
        return parts.Count == 0 ? throw S3ErrorException.MalformedXml()
            : parts.Zip(parts.Skip(1)).Any(pair => pair.First.Number >= pair.Second.Number) ? throw S3ErrorException.InvalidPartOrder()
            : parts;
    }
}
