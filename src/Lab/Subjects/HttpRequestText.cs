using System.Globalization;
using System.Text;
using Compressor.Lab.Processes;

namespace Compressor.Lab.Subjects;

/// <summary>A request of a runtime, with its body whole.</summary>
/// <param name="Line">Such as <c>GET /2018-06-01/runtime/invocation/next HTTP/1.1</c>.</param>
/// <param name="Body">UTF-8 text; empty where there is none.</param>
internal sealed record HttpRequestText(string Line, string Body)
{
    private const string ContentLength = "Content-Length:";

    /// <summary>Reads one request; null while bytes are missing.</summary>
    /// <exception cref="MeasurementException">The body comes in chunks, which no measured program sends.</exception>
    public static HttpRequestText? TryParse(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var lines = Encoding.ASCII.GetString(received[..end]).Split("\r\n");
        if (lines.Any(line => line.StartsWith("Transfer-Encoding:", StringComparison.OrdinalIgnoreCase)))
        {
            throw new MeasurementException("The process sent a body in chunks, which the benchmark does not read.");
        }

        var length = lines.FirstOrDefault(line => line.StartsWith(ContentLength, StringComparison.OrdinalIgnoreCase)) is { } header
            ? int.Parse(header.AsSpan(ContentLength.Length), CultureInfo.InvariantCulture)
            : 0;
        var body = received[(end + 4)..];
        return body.Length >= length ? new(lines[0], Encoding.UTF8.GetString(body[..length])) : null;
    }
}
