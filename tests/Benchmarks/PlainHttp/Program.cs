using System.Net;
using Compressor.Benchmarks.Floor;

// What moving the bytes costs with HttpClient and no SDK: a GET into a buffer that is kept, and a PUT of the first bytes of it.
// An event is three lines: the address to read, the address to write, and how many bytes to write.
using var client = new HttpClient(
    new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
    });
using var runtime = new RuntimeSocket();
var buffer = Array.Empty<byte>();
while (true)
{
    var (requestId, text) = runtime.Next();
    var lines = text.Split('\n');
    var length = int.Parse(lines[2], null);
    var size = await GetAsync(lines[0], atLeast: length);
    await PutAsync(lines[1], length);
    runtime.Respond(
        requestId,
        $$"""
        {"results":[{"outcome":"Compressed","archive":"{{new Uri(lines[1]).AbsolutePath.Split('/', 3)[2]}}",
        "bytesIn":{{size}},"bytesOut":{{length}}}]}
        """);
}

async Task<int> GetAsync(string address, int atLeast)
{
    using var response = await client.GetAsync(new Uri(address), HttpCompletionOption.ResponseHeadersRead);
    response.EnsureSuccessStatusCode();
    var size = (int)response.Content.Headers.ContentLength!.Value;
    if (buffer.Length < Math.Max(size, atLeast))
    {
        buffer = new byte[Math.Max(size, atLeast)];
    }

    await using var body = await response.Content.ReadAsStreamAsync();
    await body.ReadExactlyAsync(buffer.AsMemory(0, size));
    return size;
}

async Task PutAsync(string address, int length)
{
    using var content = new ReadOnlyMemoryContent(buffer.AsMemory(0, length));
    using var response = await client.PutAsync(new Uri(address), content);
    response.EnsureSuccessStatusCode();
}
