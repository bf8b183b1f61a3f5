using System.Text;

namespace Compressor.Handler.Runtime;

/// <summary>A response of the Runtime API. It shares its reader's buffers: read what you need before the next request.</summary>
/// <param name="Status">The status code.</param>
/// <param name="KeepAlive">False where the server will close the connection.</param>
/// <param name="Headers">The header lines, each ended by CR LF.</param>
/// <param name="Body">The body, decoded from chunks.</param>
internal readonly record struct HttpResponse(int Status, bool KeepAlive, ReadOnlyMemory<byte> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Returns the value of the header <paramref name="name"/>, in whatever case it was sent, or null.</summary>
    public string? Header(ReadOnlySpan<byte> name) =>
        TryFind(Headers.Span, name, out var value) ? Encoding.UTF8.GetString(value) : null;

    internal static bool TryFind(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        while (headers.IndexOf("\r\n"u8) is var end and >= 0)
        {
            var line = headers[..end];
            headers = headers[(end + 2)..];
            if (line.Length > name.Length && line[name.Length] == ':' && Ascii.EqualsIgnoreCase(line[..name.Length], name))
            {
                value = line[(name.Length + 1)..].Trim(" \t"u8);
                return true;
            }
        }

        value = default;
        return false;
    }
}
