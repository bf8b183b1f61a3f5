using System.Globalization;
using System.Text;
using System.Xml;
using Compressor.LoopbackS3.Http;
using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Operations;

/// <summary>ListObjectsV2, ListMultipartUploads, ListParts.</summary>
internal static class Listings
{
    public const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
    private const int MaximumKeys = 1000;

    public static S3Response Objects(S3Request request)
    {
        if (!request.Bucket.Settings.MayListBucket)
        {
            throw S3ErrorException.AccessDenied();
        }

        var prefix = request.QueryValue("prefix") ?? "";
        var delimiter = request.QueryValue("delimiter") ?? "";
        var limit = Math.Min(MaximumKeys, int.Parse(request.QueryValue("max-keys") ?? "1000", CultureInfo.InvariantCulture));
        var after = request.QueryValue("continuation-token") is { } token
            ? Encoding.UTF8.GetString(Convert.FromBase64String(token))
            : request.QueryValue("start-after") ?? "";
        var page = Page.Read(request.Bucket, prefix, delimiter, after, limit);
        var encode = request.QueryValue("encoding-type") == "url"
            ? (Func<string, string>)(key => Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal))
            : key => key;

        return S3Response.Xml(xml =>
        {
            xml.WriteStartElement("ListBucketResult", Namespace);
            xml.WriteElementString("Name", request.BucketName);
            xml.WriteElementString("Prefix", encode(prefix));
            Optional(xml, "Delimiter", encode(delimiter));
            Optional(xml, "EncodingType", request.QueryValue("encoding-type"));
            xml.WriteElementString("MaxKeys", Text(limit));
            xml.WriteElementString("KeyCount", Text(page.Objects.Count + page.CommonPrefixes.Count));
            xml.WriteElementString("IsTruncated", page.Last is null ? "false" : "true");
            Optional(xml, "ContinuationToken", request.QueryValue("continuation-token"));
            Optional(xml, "NextContinuationToken", page.Last is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(page.Last)));
            foreach (var stored in page.Objects)
            {
                xml.WriteStartElement("Contents");
                xml.WriteElementString("Key", encode(stored.Key));
                xml.WriteElementString("LastModified", Time(stored.LastModified));
                xml.WriteElementString("ETag", ObjectReads.Quote(stored.ETag));
                xml.WriteElementString("Size", Text(stored.Content.Length));
                xml.WriteElementString("StorageClass", stored.StorageClass);
                xml.WriteEndElement();
            }

            foreach (var common in page.CommonPrefixes)
            {
                xml.WriteStartElement("CommonPrefixes");
                xml.WriteElementString("Prefix", encode(common));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        });
    }

    public static S3Response Uploads(S3Request request)
    {
        var prefix = request.QueryValue("prefix") ?? "";
        return S3Response.Xml(xml =>
        {
            xml.WriteStartElement("ListMultipartUploadsResult", Namespace);
            xml.WriteElementString("Bucket", request.BucketName);
            xml.WriteElementString("IsTruncated", "false");
            foreach (var upload in request.Bucket.Uploads.Open.Where(x => x.Key.StartsWith(prefix, StringComparison.Ordinal)))
            {
                xml.WriteStartElement("Upload");
                xml.WriteElementString("Key", upload.Key);
                xml.WriteElementString("UploadId", upload.Id);
                xml.WriteElementString("Initiated", Time(upload.Initiated));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        });
    }

    public static S3Response Parts(S3Request request)
    {
        var upload = request.Bucket.Uploads.Get(request.Key, request.QueryValue("uploadId")!);
        return S3Response.Xml(xml =>
        {
            xml.WriteStartElement("ListPartsResult", Namespace);
            xml.WriteElementString("Bucket", request.BucketName);
            xml.WriteElementString("Key", request.Key);
            xml.WriteElementString("UploadId", upload.Id);
            xml.WriteElementString("IsTruncated", "false");
            lock (upload)
            {
                foreach (var part in upload.Parts.Values)
                {
                    xml.WriteStartElement("Part");
                    xml.WriteElementString("PartNumber", Text(part.Number));
                    xml.WriteElementString("LastModified", Time(part.LastModified));
                    xml.WriteElementString("ETag", ObjectReads.Quote(part.ETag));
                    xml.WriteElementString("Size", Text(part.Content.Length));
                    xml.WriteEndElement();
                }
            }

            xml.WriteEndElement();
        });
    }

    private static void Optional(XmlWriter xml, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            xml.WriteElementString(name, value);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
