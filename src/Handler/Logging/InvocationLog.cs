using Compressor.Core.Events;
using Compressor.Generators;

namespace Compressor.Handler.Logging;

/// <summary>
/// The function's log: created once for each environment. Each method is a line of JSON on standard output; to add one,
/// declare a partial method with its level and message. Lines of invocations that are not sampled are held back until the invocation is
/// over.
/// </summary>
/// <param name="samplingRate">The share of invocations whose lines are all written, from 0 to 1.</param>
/// <param name="debug">Whether every line is written.</param>
/// <param name="output">Gets whole lines: <see cref="StandardOutput"/>, or a test's.</param>
internal sealed partial class InvocationLog(double samplingRate, bool debug, Stream output)
{
    private readonly SampledLogWriter _writer = new(samplingRate, debug, output);

    /// <summary>Whether all lines of the current invocation are written.</summary>
    public bool IsSampled => _writer.IsSampled;

    /// <summary>Starts an invocation. Lines from before the first one count as its own.</summary>
    public void Begin(string requestId) => _writer.Begin(requestId);

    /// <summary>Ends the invocation: where it failed, the lines that it held back are written.</summary>
    public void Complete(bool failed) => _writer.Complete(failed);

    /// <summary>
    /// The environment is ready for its first event. Times are in ms since the process entered Main, and null for what was not done.
    /// </summary>
    /// <param name="version">The version of Compressor, such as 1.2.3.</param>
    /// <param name="commit">The commit that it was built from; null where that is not known.</param>
    /// <param name="functionVersion">The version that Lambda gave the function.</param>
    /// <param name="compression">The engine's name.</param>
    /// <param name="startedMilliseconds">When Main was entered, by the machine's monotonic clock.</param>
    /// <param name="settingsMilliseconds">The settings were read.</param>
    /// <param name="clientMilliseconds">The S3 client and the rest were made.</param>
    /// <param name="connectedMilliseconds">The warm-up's TCP connection was made.</param>
    /// <param name="securedMilliseconds">Its TLS handshake was over.</param>
    /// <param name="answeredMilliseconds">S3 answered.</param>
    /// <param name="rehearsedMilliseconds">The rehearsal, which runs beside it, was over.</param>
    /// <param name="initMilliseconds">All was done.</param>
    /// <param name="allocatedBytes">Managed memory allocated until then.</param>
    [SampledLog(LogLevel.Info, "Compressor {version} is ready in {initMilliseconds} ms")]
    public partial void ColdStart(
        string version,
        string? commit,
        string? functionVersion,
        string compression,
        double startedMilliseconds,
        double? settingsMilliseconds,
        double? clientMilliseconds,
        double? connectedMilliseconds,
        double? securedMilliseconds,
        double? answeredMilliseconds,
        double? rehearsedMilliseconds,
        double initMilliseconds,
        long allocatedBytes);

    /// <summary>Init failed: the process ends.</summary>
    [SampledLog(LogLevel.Fatal, "Init failed: {exception}")]
    public partial void InitFailed(string errorType, Exception exception);

    /// <summary>The Runtime API failed: the process ends, and Lambda starts another.</summary>
    [SampledLog(LogLevel.Fatal, "The runtime ends: {exception}")]
    public partial void RuntimeBroken(Exception exception);

    /// <summary>An event was read.</summary>
    [SampledLog(LogLevel.Debug, "Event {kind} with {uploads} objects")]
    public partial void EventRead(EventKind kind, int uploads);

    /// <summary>
    /// S3 has no checksum of the whole object: none, or one over the checksums of parts. The length is still compared.
    /// </summary>
    [SampledLog(LogLevel.Debug, "S3 has no checksum of the whole object {key} to compare with")]
    public partial void NoChecksum(string key);

    /// <summary>An archive was stored.</summary>
    [SampledLog(LogLevel.Info, "Compressed {key} to {archive}")]
    public partial void ObjectCompressed(
        string bucket,
        string key,
        string archive,
        long bytesIn,
        long bytesOut,
        string engine,
        double makeMilliseconds,
        double? compressMilliseconds,
        double storeMilliseconds);

    /// <summary>The archive of this upload was there already.</summary>
    [SampledLog(LogLevel.Info, "Duplicate: {archive} already exists for this upload of {key}")]
    public partial void Duplicate(string bucket, string key, string archive);

    /// <summary>A newer upload of the key exists, whose event does the work.</summary>
    [SampledLog(LogLevel.Info, "Superseded: {key} has a newer upload ({reason})")]
    public partial void Superseded(string bucket, string key, string reason);

    /// <summary>The object is gone, and no archive of this upload exists.</summary>
    [SampledLog(LogLevel.Warn, "SourceMissing: {key} is gone, and it has no archive")]
    public partial void SourceMissing(string bucket, string key, string? sequencer);

    /// <summary>There is nothing to do for the object.</summary>
    [SampledLog(LogLevel.Warn, "Skipped {key}: {reason}")]
    public partial void Skipped(string bucket, string key, string reason);

    /// <summary>The object was deleted after its archive was verified.</summary>
    [SampledLog(LogLevel.Info, "Deleted the source {key}")]
    public partial void SourceDeleted(string bucket, string key, string? versionId);

    /// <summary>Sources are deleted at an endpoint that may ignore If-Match; told once.</summary>
    [SampledLog(
        LogLevel.Warn,
        "This S3 is not AWS's, and may ignore If-Match on DELETE: "
            + "an upload that comes right before its source is deleted can be lost. Use versioning")]
    public partial void DeletesNotExact();

    /// <summary>A request to S3 is made again.</summary>
    [SampledLog(LogLevel.Info, "Trying {operation} of {key} again: {reason}")]
    public partial void Retry(string operation, string key, int attempt, string reason);

    /// <summary>Parts of an upload that did not end well are still there; the bucket's lifecycle removes them.</summary>
    [SampledLog(LogLevel.Warn, "The parts of {key} could not be removed: {exception}")]
    public partial void AbortFailed(string key, Exception exception);

    /// <summary>What the garbage collector had to do since the process started.</summary>
    [SampledLog(LogLevel.Debug, "Allocated {allocatedBytes} bytes, with {collections} collections")]
    public partial void Allocated(long allocatedBytes, int collections);

    /// <summary>An object failed; the others of the event are still tried.</summary>
    [SampledLog(LogLevel.Error, "{key} failed with {errorType}: {exception}")]
    public partial void ObjectFailed(string bucket, string key, string errorType, Exception exception);

    /// <summary>A message of a queue cannot be read; the others of the batch are still tried.</summary>
    [SampledLog(LogLevel.Error, "Message {messageId} failed with {errorType}: {exception}")]
    public partial void MessageFailed(string? messageId, string errorType, Exception exception);

    /// <summary>The invocation failed: Lambda tries again, or sends the event to the dead letter queue.</summary>
    [SampledLog(LogLevel.Error, "The invocation failed with {errorType}: {exception}")]
    public partial void InvocationFailed(string errorType, Exception exception);
}
