using Compressor.LoopbackS3.Faults;
using Microsoft.AspNetCore.Http;

namespace Compressor.LoopbackS3.Http;

/// <summary>Writes an answer, or what a fault makes of it.</summary>
internal static class ResponseWriter
{
    private const int DripPieces = 64;
    private static readonly TimeSpan LastBytes = TimeSpan.FromMilliseconds(30);

    public static async Task WriteAsync(HttpContext context, S3Response answer, FaultRule? fault, CancellationToken stopping)
    {
        var response = context.Response;
        var kind = answer.SendsBody && answer.Count > 1 ? fault?.Kind : null;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        var length = answer.Count;
        var sent = kind is FaultKind.TruncatedBody or FaultKind.ResetInBody or FaultKind.WrongContentLength ? length / 2 : length;
        response.ContentLength = kind == FaultKind.WrongContentLength ? sent : length;
        if (!answer.SendsBody || answer.Body is not { } body)
        {
            response.ContentLength = answer.Status is 204 or 304 ? null : answer.Count;
            await response.StartAsync(stopping);
            return;
        }

        var at = 0L;
        foreach (var piece in body.Read(answer.Offset, sent))
        {
            var bytes = kind == FaultKind.CorruptedBytes ? Corrupt(piece, (length / 2) - at) : piece;
            at += piece.Length;
            await (
                kind == FaultKind.SlowDrip
                    ? DripAsync(response, bytes, fault!.Pause, stopping)
                    : response.Body.WriteAsync(bytes, stopping).AsTask());
        }

        await response.Body.FlushAsync(stopping);
        if (kind == FaultKind.ResetInBody)
        {
            context.Abort();
        }
        else if (fault?.Kind == FaultKind.ResetAfterBody)
        {
            // A reset throws away what the kernel has not delivered yet: the last bytes get a moment to arrive.
            response.OnCompleted(async () =>
            {
                await Task.Delay(LastBytes, CancellationToken.None);
                context.Abort();
            });
        }
    }

    private static ReadOnlyMemory<byte> Corrupt(ReadOnlyMemory<byte> piece, long at)
    {
        if (at < 0 || at >= piece.Length)
        {
            return piece;
        }

        var bytes = piece.ToArray();
        bytes[at] ^= 0x10;
        return bytes;
    }

    private static async Task DripAsync(HttpResponse response, ReadOnlyMemory<byte> bytes, TimeSpan pause, CancellationToken stopping)
    {
        var size = Math.Max(1, bytes.Length / DripPieces);
        for (var at = 0; at < bytes.Length; at += size)
        {
            await response.Body.WriteAsync(bytes.Slice(at, Math.Min(size, bytes.Length - at)), stopping);
            await response.Body.FlushAsync(stopping);
            await Task.Delay(pause, stopping);
        }
    }
}
