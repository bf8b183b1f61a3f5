using System.Security.Cryptography;

namespace Compressor.Cli.Local.Invocations;

/// <summary>One request to run the function. A retry is another invocation with the same request id.</summary>
/// <param name="Function">The function as the caller named it.</param>
/// <param name="RequestId">The id that the function, its logs and the caller see.</param>
/// <param name="Payload">The event: JSON.</param>
/// <param name="TraceId">The value of X-Amzn-Trace-Id.</param>
/// <param name="ClientContext">The caller's X-Amz-Client-Context (base64), or null.</param>
internal sealed record Invocation(
    FunctionReference Function, string RequestId, ReadOnlyMemory<byte> Payload, string TraceId, string? ClientContext = null)
{
    /// <summary>Creates a trace id as X-Ray's are: a version, the time in hex seconds, 96 random bits; not sampled.</summary>
    public static string CreateTraceId()
    {
        var root = RandomNumberGenerator.GetHexString(24, lowercase: true);
        var parent = RandomNumberGenerator.GetHexString(16, lowercase: true);
        return $"Root=1-{DateTimeOffset.UtcNow.ToUnixTimeSeconds():x8}-{root};Parent={parent};Sampled=0";
    }
}
