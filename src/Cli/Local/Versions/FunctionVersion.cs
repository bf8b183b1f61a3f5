using Compressor.Toolkit.Lambda;

namespace Compressor.Cli.Local.Versions;

/// <summary>A version of the function. An environment runs one, for as long as it lives.</summary>
/// <param name="Number">Its number, or <c>$LATEST</c>.</param>
/// <param name="Code">Its code.</param>
/// <param name="Environment">Its own environment variables.</param>
/// <param name="MemorySize">Its memory, in MB (Lambda's MB: 1,048,576 bytes).</param>
/// <param name="Timeout">How long an invocation of it may take.</param>
internal sealed record FunctionVersion(
    string Number, FunctionCode Code, IReadOnlyDictionary<string, string> Environment, int MemorySize, TimeSpan Timeout)
{
    /// <summary>Its memory, in bytes.</summary>
    public long MemoryLimit => MemorySize * 1024L * 1024L;
}
