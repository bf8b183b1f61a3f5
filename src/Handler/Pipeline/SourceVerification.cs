using Compressor.Core.Failures;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Pipeline;

/// <summary>Compares what is read of a source with the checksum that S3 has of it, if it has one that can be compared.</summary>
internal sealed class SourceVerification(SourceReader reader) : IDisposable
{
    private readonly RunningChecksum? _running = reader.Properties.Checksum?.Start();

    /// <summary>Takes the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => _running?.Append(bytes);

    /// <exception cref="FunctionException"><c>IntegrityError</c>: the bytes are not those that were uploaded.</exception>
    public void ThrowIfDifferent()
    {
        var expected = reader.Properties.Checksum;
        if (expected is not null && _running!.ToString() is var computed && computed != expected.Value)
        {
            throw new FunctionException(
                ErrorTypes.IntegrityError,
                $"s3://{reader.Location.Bucket}/{reader.Location.Key} was read with {expected.Algorithm} {computed}; "
                + $"S3 has {expected.Value}. Nothing was stored.");
        }
    }

    public void Dispose() => _running?.Dispose();

    /// <summary>The failure of an archive that does not hold the object.</summary>
    public static FunctionException Flawed(SourceReader reader, string flaw) => new(
        ErrorTypes.IntegrityError,
        $"The archive of s3://{reader.Location.Bucket}/{reader.Location.Key} is wrong: {flaw}. Nothing was stored.");
}
