using Compressor.Core.Events;
using Compressor.Core.Failures;
using Compressor.Handler.Logging;

namespace Compressor.Handler.Storage;

/// <summary>
/// Reads a source from its first byte to its last. If the connection breaks inside the body, which the SDK does not retry, it goes
/// on from there, pinned to the same upload. That the upload can no longer be read is a value, <see cref="Outcome"/>.
/// </summary>
internal sealed class SourceReader : IDisposable
{
    private const int MaxBreaks = 4;

    private readonly ObjectStore _store;
    private readonly InvocationLog _log;
    private SourceObject? _open;
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

    /// <summary>The upload that is read, with its ETag and version.</summary>
    public SourceLocation Location { get; }

    /// <summary>What S3 said of the whole object.</summary>
    public SourceObject Properties { get; }

    /// <summary>What S3 made of the last GET.</summary>
    public GetOutcome Outcome { get; private set; } = GetOutcome.Opened;

    /// <summary>Opens a source.</summary>
    /// <returns>What S3 made of it, and the reader if it is <see cref="GetOutcome.Opened"/>.</returns>
    /// <exception cref="FunctionException">What S3 failed with.</exception>
    public static async ValueTask<(GetOutcome Outcome, SourceReader? Reader)> OpenAsync(
        ObjectStore store, InvocationLog log, SourceLocation source, CancellationToken cancellationToken)
    {
        var (outcome, opened) = await store.OpenAsync(source, 0, cancellationToken);
        return (outcome, opened is null ? null : new SourceReader(store, log, source, opened));
    }

    /// <summary>Goes back to the first byte, of the same upload.</summary>
    /// <returns>Whether it can still be read; if not, <see cref="Outcome"/> says why.</returns>
    /// <exception cref="FunctionException">What S3 failed with.</exception>
    public async ValueTask<bool> TryRewindAsync(CancellationToken cancellationToken)
    {
        if (_position == 0)
        {
            return _open is not null;
        }

        (_position, _breaks) = (0, 0);
        return await TryReopenAsync(cancellationToken);
    }

    /// <summary>Fills <paramref name="destination"/> with the next bytes, of which there must be as many left.</summary>
    /// <returns>Whether the upload can still be read; if not, <see cref="Outcome"/> says why.</returns>
    /// <exception cref="FunctionException">The body broke off too often, or S3 failed.</exception>
    public async ValueTask<bool> TryFillAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (!destination.IsEmpty)
        {
            try
            {
                var read = await _open!.ReadAsync(destination, cancellationToken);
                if (read == 0)
                {
                    throw new EndOfStreamException($"The body ended after {_position} of {Properties.Size} bytes.");
                }

                _position += read;
                destination = destination[read..];
            }
            catch (Exception e) when (StorageFailure.Explains(e, cancellationToken))
            {
                if (++_breaks > MaxBreaks)
                {
                    throw StorageFailure.From(e, $"GET s3://{Location.Bucket}/{Location.Key}");
                }

                _log.Retry("GET", Location.Key, _breaks, e.Message);
                if (!await TryReopenAsync(cancellationToken))
                {
                    return false;
                }
            }
        }

        return true;
    }

    public void Dispose() => _open?.Dispose();

    private async ValueTask<bool> TryReopenAsync(CancellationToken cancellationToken)
    {
        _open?.Dispose();
        (Outcome, _open) = await _store.OpenAsync(Location, _position, cancellationToken);
        return _open is not null;
    }
}
