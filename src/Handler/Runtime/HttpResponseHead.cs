using System.Buffers.Text;
using System.Text;

namespace Compressor.Handler.Runtime;

/// <summary>What the status line and the headers of an HTTP/1.1 response say of how to read on.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">The lines after the status line.</param>
/// <param name="IsChunked">Whether the body comes in chunks.</param>
/// <param name="Length">The body's length in bytes; null where chunks or the connection's end tell it.</param>
/// <param name="KeepsAlive">Whether the connection can be used again.</param>
internal readonly record struct HttpResponseHead(int Status, ReadOnlyMemory<byte> Headers, bool IsChunked, int? Length, bool KeepsAlive)
{
    /// <summary>Whether another head follows, such as after 100 Continue.</summary>
    public bool IsInterim => Status is >= 100 and < 200;

    /// <param name="head">The status line and the headers, each with its line end.</param>
    /// <exception cref="IOException">The bytes are not HTTP/1.1, or the length is not a number.</exception>
    public static HttpResponseHead Parse(ReadOnlyMemory<byte> head)
    {
        var lineEnd = head.Span.IndexOf("\r\n"u8);
        var line = head.Span[..lineEnd];
        if (line.Length < 12 || !line.StartsWith("HTTP/1."u8) || !Utf8Parser.TryParse(line[9..12], out int status, out _))
        {
            throw new IOException("The Runtime API did not answer in HTTP/1.1.");
        }

        var headers = head[(lineEnd + 2)..];
        var (isChunked, length) = FramingOf(headers.Span, status);
        var keepsAlive = HttpResponse.TryFind(headers.Span, "Connection"u8, out var connection)
            ? !Ascii.EqualsIgnoreCase(connection, "close"u8)
            : line[7] != '0';
        return new(status, headers, isChunked, length, keepsAlive && (isChunked || length is not null));
    }

    private static (bool IsChunked, int? Length) FramingOf(ReadOnlySpan<byte> headers, int status)
    {
        if (status is 204 or 304)
        {
            return (false, 0);
        }

        if (HttpResponse.TryFind(headers, "Transfer-Encoding"u8, out var encoding) && Ascii.EqualsIgnoreCase(encoding, "chunked"u8))
        {
            return (true, null);
        }

        if (!HttpResponse.TryFind(headers, "Content-Length"u8, out var value))
        {
            return (false, null);
        }

        return Utf8Parser.TryParse(value, out int length, out var used) && used == value.Length && length >= 0
            ? (false, length)
            : throw new IOException("The Runtime API sent a Content-Length that is not a number.");
    }
}
