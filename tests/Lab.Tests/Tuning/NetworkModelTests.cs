using Compressor.Lab.Tuning;
using Compressor.LoopbackS3.Faults;
using Compressor.Toolkit.Lambda;

namespace Compressor.Lab.Tests.Tuning;

public sealed class NetworkModelTests
{
    [Theory]
    [InlineData("GET", 100_000, null, 150)] // 50 ms, and 100,000 bytes at 1 MB/s
    [InlineData("PUT", 0, "50000", 100)]
    [InlineData("HEAD", 100_000, null, 50)]
    public void A_request_waits_for_latency_and_its_bytes(string method, long stored, string? length, int milliseconds)
    {
        var request = new RecordedRequest
        {
            Number = 1,
            Operation = default,
            Method = method,
            Bucket = "bucket",
            Key = "key",
            Query = new Dictionary<string, string>(),
            Headers = length is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["content-length"] = length },
        };

        new NetworkModel(new S3Network(0.05, 1e6)).WaitOf(request, stored).TotalMilliseconds.ShouldBe(milliseconds, 0.001);
    }
}
