using System.Text;
using Compressor.Lab.Processes;
using Compressor.Lab.Subjects;

namespace Compressor.Lab.Tests.Subjects;

public sealed class HttpRequestTextTests
{
    private const string Post = "POST /2018-06-01/runtime/invocation/1/response HTTP/1.1\r\nHost: a\r\ncontent-length: 4\r\n\r\ngood";

    [Fact]
    public void A_request_is_read_once_it_is_whole()
    {
        var bytes = Encoding.UTF8.GetBytes(Post);
        for (var length = 0; length < bytes.Length; length++)
        {
            HttpRequestText.TryParse(bytes.AsSpan(0, length)).ShouldBeNull();
        }

        HttpRequestText.TryParse(bytes).ShouldBe(new HttpRequestText("POST /2018-06-01/runtime/invocation/1/response HTTP/1.1", "good"));
    }

    [Fact]
    public void A_request_without_a_body_ends_with_its_headers() =>
        HttpRequestText.TryParse("GET /next HTTP/1.1\r\nHost: a\r\n\r\n"u8).ShouldBe(new HttpRequestText("GET /next HTTP/1.1", ""));

    [Fact]
    public void A_body_in_chunks_is_refused() =>
        Should.Throw<MeasurementException>(() => HttpRequestText.TryParse("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"u8));
}
