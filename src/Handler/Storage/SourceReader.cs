using Compressor.Core.Events;
using Compressor.Core.Failures;
using Compressor.Handler.Logging;

namespace Compressor.Handler.Storage;

/// <summary>
/// Reads a source from its first byte to its last. Where the connection breaks inside the body, which the SDK does not retry, it goes
/// on from there, pinned to the same upload.
/// </summary>
internal sealed class SourceReader : IDisposable
{
    private const int MostBreaks = 4;

    private readonly ObjectStore _store;
    private readonly InvocationLog _log;
    private SourceObject _open;
    private long _position;
    private int _breaks;

    private SourceReader(ObjectStore store, InvocationLog log, SourceLocation source, SourceObject opened)
    {
        (_store, _log, _open, Properties) = (store, log, opened, opened);
        Location = source with { ETag = opened.ETag, VersionId = source.VersionId ?? opened.VersionId };
        if (opened.Checksum is null)
        {
            log.NoChecksum(source.Key);
        }
    }

    /// <summary>The upload that is read, with the ETag and version that it has.</summary>
    public SourceLocation Location { get; }

    /// <summary>What S3 said of the whole object.</summary>
    public SourceObject Properties { get; }

    /// <inheritdoc cref="ObjectStore.OpenAsync"/>
    public static async ValueTask<SourceReader> OpenAsync(
        ObjectStore store, InvocationLog log, SourceLocation source, CancellationToken cancellationToken) =>
        new(store, log, source, await store.OpenAsync(source, 0, cancellationToken));

    /// <summary>Fills <paramref name="destination"/> with the next bytes, of which there must be as many left.</summary>
    /// <exception cref="FunctionException">The body broke off too often.</exception>
    public async ValueTask FillAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (!destination.IsEmpty)
        {
            try
            {
                var read = await _open.ReadAsync(destination, cancellationToken);
                if (read == 0)
                {
                    throw new EndOfStreamException($"The body ended after {_position} of {Properties.Size} bytes.");
                }

                _position += read;
                destination = destination[read..];
            }
            catch (Exception e) when (StorageFailure.Explains(e, cancellationToken))
            {
                await ReopenAsync(e, cancellationToken);
            }
        }
    }

    public void Dispose() => _open.Dispose();

    private async ValueTask ReopenAsync(Exception cause, CancellationToken cancellationToken)
    {
        if (++_breaks > MostBreaks)
        {
            throw StorageFailure.From(cause, $"GET s3://{Location.Bucket}/{Location.Key}");
        }

        _log.Retry("GET", Location.Key, _breaks, cause.Message);
        _open.Dispose();
        _open = await _store.OpenAsync(Location, _position, cancellationToken);
    }
}
