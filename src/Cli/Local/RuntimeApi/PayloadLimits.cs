using Microsoft.AspNetCore.Http;

namespace Compressor.Cli.Local.RuntimeApi;

/// <summary>Lambda's limits for payloads, in bytes, and reading a body within one.</summary>
internal static class PayloadLimits
{
    /// <summary>The event of a synchronous invocation: 6 MiB.</summary>
    public const int Synchronous = 6 * 1024 * 1024;

    /// <summary>The event of an asynchronous invocation: 1 MiB, since October 2025.</summary>
    public const int Asynchronous = 1024 * 1024;

    /// <summary>A response: 100 bytes more than a synchronous event, as Lambda's own message has it.</summary>
    public const int Response = Synchronous + 100;

    /// <summary>
    /// Reads a request's body, or returns null if it is longer than <paramref name="limit"/>. What is over the limit is read and dropped,
    /// so that the sender can read the answer.
    /// </summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, limit));
        var buffer = new byte[64 * 1024];
        var tooLong = false;
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            tooLong |= body.Length + read > limit;
            if (!tooLong)
            {
                body.Write(buffer, 0, read);
            }
        }

        return tooLong ? null : body.ToArray();
    }
}
