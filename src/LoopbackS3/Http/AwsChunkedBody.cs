using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Compressor.LoopbackS3.Storage;

namespace Compressor.LoopbackS3.Http;

/// <summary>Reads a body in <c>Content-Encoding: aws-chunked</c>: chunks with their size in front, and trailers at the end.</summary>
internal static class AwsChunkedBody
{
    private const string TrailerSignature = "x-amz-trailer-signature";

    /// <summary>Fills <paramref name="bytes"/> and returns the trailers.</summary>
    /// <param name="reader">The body.</param>
    /// <param name="bytes">Room for exactly the decoded length.</param>
    /// <param name="signature">Verifies chunks and trailers; null where they are not signed.</param>
    /// <param name="stopping">Cancelled when the client goes away.</param>
    /// <exception cref="S3ErrorException">IncompleteBody: the chunks do not add up. SignatureDoesNotMatch.</exception>
    public static async Task<Dictionary<string, string>> ReadAsync(
        PipeReader reader, Memory<byte> bytes, RequestSignature? signature, CancellationToken stopping)
    {
        var at = 0;
        while (true)
        {
            // Such as "10000;chunk-signature=…".
            var line = await ReadLineAsync(reader, stopping);
            var size = int.Parse(line.Split(';')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            var signed = line.Split("chunk-signature=").ElementAtOrDefault(1);
            if (size == 0)
            {
                signature?.VerifyChunk([], signed);
                break;
            }

            if (size > bytes.Length - at)
            {
                throw Incomplete();
            }

            await FillAsync(reader, bytes.Slice(at, size), stopping);
            signature?.VerifyChunk(bytes.Span.Slice(at, size), signed);
            at += size;
            await ReadLineAsync(reader, stopping);
        }

        return at == bytes.Length ? await ReadTrailersAsync(reader, signature, stopping) : throw Incomplete();
    }

    private static async Task<Dictionary<string, string>> ReadTrailersAsync(
        PipeReader reader, RequestSignature? signature, CancellationToken stopping)
    {
        var trailers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync(reader, stopping) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            trailers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        if (signature is not null && trailers.Count > 0)
        {
            trailers.Remove(TrailerSignature, out var signed);
            signature.VerifyTrailers(trailers, signed);
        }

        return trailers;
    }

    private static async Task FillAsync(PipeReader reader, Memory<byte> into, CancellationToken stopping)
    {
        while (into.Length > 0)
        {
            var read = await reader.ReadAsync(stopping);
            var piece = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, into.Length));
            if (piece.IsEmpty && read.IsCompleted)
            {
                throw Incomplete();
            }

            piece.CopyTo(into.Span);
            into = into[(int)piece.Length..];
            reader.AdvanceTo(piece.End);
        }
    }

    private static async Task<string> ReadLineAsync(PipeReader reader, CancellationToken stopping)
    {
        while (true)
        {
            var read = await reader.ReadAsync(stopping);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.ASCII.GetString(read.Buffer.Slice(0, end)).TrimEnd('\r');
                reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                return "";
            }
        }
    }

    private static S3ErrorException Incomplete() => new(400, "IncompleteBody", "The request body terminated unexpectedly");
}
