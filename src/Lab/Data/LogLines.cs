using System.Globalization;
using System.Text;
using Compressor.Toolkit.Samples;

namespace Compressor.Lab.Data;

/// <summary>Lines such as a web server's access log has.</summary>
internal static class LogLines
{
    private static readonly string[] Methods = ["GET", "GET", "POST", "HEAD", "PUT"];
    private static readonly string[] Paths =
    [
        "/", "/index.html", "/api/v1/orders", "/api/v1/users", "/static/app.js", "/static/style.css", "/images/logo.png", "/health",
    ];
    private static readonly string[] Statuses = ["200", "200", "304", "404", "301", "500"];
    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)",
        "curl/8.5.0",
        "kube-probe/1.31",
    ];

    /// <summary>Returns lines of exactly <paramref name="size"/> bytes in all; the last one may be cut.</summary>
    /// <param name="size">In bytes.</param>
    /// <param name="seed">The same seed gives the same bytes.</param>
    public static byte[] Write(int size, ulong seed)
    {
        var random = new SampleRandom(seed);
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var text = new StringBuilder(size + 512);
        while (text.Length < size)
        {
            time = time.AddMilliseconds(random.Below(200));
            text.Append(
                CultureInfo.InvariantCulture,
                $"10.{random.Below(4)}.{random.Below(256)}.{random.Below(256)} - - [{time:dd/MMM/yyyy:HH:mm:ss} +0000] ");
            text.Append(
                CultureInfo.InvariantCulture,
                $"\"{random.Pick(Methods)} {random.Pick(Paths)}?id={random.Below(1_000_000)} HTTP/1.1\" {random.Pick(Statuses)} "
                    + $"{random.Below(50_000)} \"-\" ");
            text.Append(CultureInfo.InvariantCulture, $"\"{random.Pick(Agents)}\" rt=0.{random.Below(1000):000} rid={random.Next():x16}\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, size));
    }
}
