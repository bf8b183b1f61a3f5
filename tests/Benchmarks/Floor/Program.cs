using Compressor.Benchmarks.Floor;

// The floor of what .NET can do as a custom runtime: takes events and answers them, and does nothing else.
using var runtime = new RuntimeSocket();
while (true)
{
    var (requestId, _) = runtime.Next();
    runtime.Respond(requestId, "{}");
}
