using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

// The function done the usual way, in one file: GET, MemoryStream, ZipArchive, PUT. LEVEL is Fastest or Optimal. With WARM_UP_BUCKET
// set it calls S3 in its init, once for a GET and once for a PUT that fail, so that the first event finds it warm.
var level = Enum.Parse<CompressionLevel>(Environment.GetEnvironmentVariable("LEVEL") ?? nameof(CompressionLevel.Fastest));
using var s3 = new AmazonS3Client(
    new BasicAWSCredentials(
        Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID"), Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY")),
    new AmazonS3Config
    {
        ServiceURL = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL"),
        AuthenticationRegion = "us-east-1",
        ForcePathStyle = true,
    });
if (Environment.GetEnvironmentVariable("WARM_UP_BUCKET") is { } bucket)
{
    await WarmUpAsync(bucket);
}

using var runtime = new HttpClient
{
    BaseAddress = new Uri($"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/"),
    Timeout = Timeout.InfiniteTimeSpan,
};
while (true)
{
    if (Environment.GetEnvironmentVariable("COMPRESSOR_DEBUG") == "true")
    {
        Console.WriteLine($"{{\"allocatedBytes\":{GC.GetTotalAllocatedBytes()}}}");
    }

    using var next = await runtime.GetAsync(new Uri("invocation/next", UriKind.Relative));
    var requestId = next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();
    var notification = JsonSerializer.Deserialize(await next.Content.ReadAsByteArrayAsync(), EventContext.Default.Notification)!;
    var results = new List<Result>();
    foreach (var record in notification.Records)
    {
        results.Add(await CompressAsync(record.S3.Bucket.Name, WebUtility.UrlDecode(record.S3.Object.Key)));
    }

    using var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new Response(results), EventContext.Default.Response));
    using var answer = await runtime.PostAsync(new Uri($"invocation/{requestId}/response", UriKind.Relative), body);
}

async Task<Result> CompressAsync(string bucketName, string key)
{
    using var source = new MemoryStream();
    using (var response = await s3.GetObjectAsync(bucketName, key))
    {
        await response.ResponseStream.CopyToAsync(source);
    }

    source.Position = 0;
    using var archive = new MemoryStream();
    using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
    {
        await using var entry = zip.CreateEntry(Path.GetFileName(key), level).Open();
        await source.CopyToAsync(entry);
    }

    archive.Position = 0;
    var (bytesOut, archiveKey) = (
        archive.Length, Path.ChangeExtension(key, ".zip").Replace("incoming/", "processed/", StringComparison.Ordinal));
    await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucketName, Key = archiveKey, InputStream = archive });
    return new Result("Compressed", archiveKey, source.Length, bytesOut);
}

async Task WarmUpAsync(string bucketName)
{
    const string Nothing = "warm-up/nothing";
    try
    {
        await s3.GetObjectAsync(bucketName, Nothing);
    }
    catch (AmazonS3Exception)
    {
        // 404: the connection is there, and the path is warm.
    }

    try
    {
        using var empty = new MemoryStream([0]);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucketName, Key = Nothing, InputStream = empty, IfMatch = "\"none\"" });
    }
    catch (AmazonS3Exception)
    {
        // 404 or 412: nothing was written.
    }
}

internal sealed record Notification(List<Record> Records);

internal sealed record Record(S3Entity S3);

internal sealed record S3Entity(BucketEntity Bucket, ObjectEntity Object);

internal sealed record BucketEntity(string Name);

internal sealed record ObjectEntity(string Key, long Size, string ETag);

internal sealed record Response(List<Result> Results);

internal sealed record Result(string Outcome, string Archive, long BytesIn, long BytesOut);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(Notification))]
[JsonSerializable(typeof(Response))]
internal sealed partial class EventContext : JsonSerializerContext;
