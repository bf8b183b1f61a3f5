using System.Globalization;
using Compressor.LoopbackS3.Faults;
using Compressor.Toolkit.Lambda;

namespace Compressor.Lab.Tuning;

/// <summary>
/// Makes an S3 on loopback as far away as the real one: each request waits for the first-byte latency and for as long as its bytes take
/// at the connection's bandwidth. The wait comes whole and before the answer, so that no work overlaps it: an upper bound.
/// </summary>
/// <param name="network">Latency and bandwidth.</param>
internal sealed class NetworkModel(S3Network network)
{
    /// <summary>Waits as a request would; strikes it with no fault.</summary>
    /// <param name="request">The request.</param>
    /// <param name="stored">Bytes of the object that it asks for, 0 where there is none.</param>
    /// <param name="cancellationToken">Cancelled when the client goes away.</param>
    public async Task<FaultRule?> WaitAsync(RecordedRequest request, long stored, CancellationToken cancellationToken)
    {
        await Task.Delay(WaitOf(request, stored), cancellationToken);
        return null;
    }

    /// <summary>How long a request takes on the way.</summary>
    public TimeSpan WaitOf(RecordedRequest request, long stored) => TimeSpan.FromSeconds(network.Seconds(Bytes(request, stored)));

    private static long Bytes(RecordedRequest request, long stored) => request.Method switch
    {
        "GET" => stored,
        "PUT" => request.Headers.FirstOrDefault(
            header => header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Value is { } length
            ? long.Parse(length, CultureInfo.InvariantCulture)
            : 0,
        _ => 0,
    };
}
