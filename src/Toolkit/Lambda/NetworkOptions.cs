using System.CommandLine;
using Compressor.Toolkit.CommandLine;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Toolkit.Lambda;

/// <summary>The options for the way between the function and S3.</summary>
public sealed class NetworkOptions
{
    private static readonly S3Network Usual = new();

    private readonly Option<double> _firstByte = Create(
        "--first-byte-ms", "S3's first-byte latency.", "ms", Between(0.0, 10_000), Usual.FirstByteSeconds * 1000);

    private readonly Option<double> _bandwidth = Create(
        "--bandwidth", "Bytes a second of one connection to S3.", "size", Size, Usual.BytesPerSecond);

    public void AddTo(Command command) => command.Add(_firstByte, _bandwidth);

    public S3Network Read(ParseResult parsed) => new(parsed.GetRequiredValue(_firstByte) / 1000, parsed.GetRequiredValue(_bandwidth));
}
