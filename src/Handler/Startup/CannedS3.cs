using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Startup;

/// <summary>
/// Answers the SDK's requests from memory, with the headers that S3 sends: what the SDK runs to sign, send and read a GET and a PUT
/// is run, and no request leaves the process.
/// </summary>
internal sealed class CannedS3 : HttpMessageHandler
{
    // As long as an MD5: the SDK takes it for one.
    private const string ETag = "00000000000000000000000000000000";

    /// <summary>What every GET answers.</summary>
    public static ReadOnlySpan<byte> Body => "{\"warm\":\"up\"}\n"u8;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
        {
            await request.Content.CopyToAsync(Stream.Null, cancellationToken);
        }

        var content = new ByteArrayContent(request.Method == HttpMethod.Get ? Body.ToArray() : []);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.LastModified = DateTimeOffset.UnixEpoch;
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
        response.Headers.ETag = new EntityTagHeaderValue($"\"{ETag}\"");
        response.Headers.Add("x-amz-request-id", "0");
        if (request.Method == HttpMethod.Get)
        {
            using var checksum = RunningChecksum.Start(SourceChecksum.Crc64Nvme);
            checksum.Append(Body);
            response.Headers.Add("x-amz-checksum-crc64nvme", checksum.ToString());
            response.Headers.Add("x-amz-checksum-type", "FULL_OBJECT");
        }

        return response;
    }

    /// <summary>The event of the object that this S3 has.</summary>
    public static byte[] EventOf(string key)
    {
        var encoded = WebUtility.UrlEncode(key);
        return Encoding.UTF8.GetBytes(
            $$$"""
            {"Records":[{"eventName":"ObjectCreated:Put","eventTime":"1970-01-01T00:00:00.000Z","s3":{
              "bucket":{"name":"warm-up"},
              "object":{"key":"{{{encoded}}}","size":{{{Body.Length}}},"eTag":"{{{ETag}}}","sequencer":"0"} } }]}
            """);
    }
}
