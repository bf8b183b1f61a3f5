using System.Text;

namespace Compressor.Handler.Runtime;

/// <summary>The Runtime API answered a request with an error.</summary>
internal sealed class RuntimeApiException(string path, int status, ReadOnlySpan<byte> body)
    : Exception($"The Runtime API answered {status} to {path}: {Encoding.UTF8.GetString(body[..Math.Min(body.Length, 1024)])}")
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>True where Lambda wants the process to end: the environment is broken.</summary>
    public bool IsFatal => Status >= 500;
}
