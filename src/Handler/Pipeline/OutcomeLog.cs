using Compressor.Core.Events;
using Compressor.Core.Outcomes;
using Compressor.Handler.Logging;

namespace Compressor.Handler.Pipeline;

/// <summary>Writes the line of each outcome.</summary>
internal static class OutcomeLog
{
    public static void Write(this InvocationLog log, ObjectUpload upload, ObjectResult result)
    {
        switch (result.Outcome)
        {
            case Outcome.Compressed:
                log.ObjectCompressed(
                    upload.Bucket,
                    upload.Key,
                    result.ArchiveKey!,
                    result.BytesIn,
                    result.BytesOut,
                    result.Engine!,
                    result.MakeDuration.TotalMilliseconds,
                    result.CompressDuration?.TotalMilliseconds,
                    result.StoreDuration.TotalMilliseconds);
                break;
            case Outcome.Duplicate:
                log.Duplicate(upload.Bucket, upload.Key, result.ArchiveKey!);
                break;
            case Outcome.Superseded:
                log.Superseded(upload.Bucket, upload.Key, result.Reason!);
                break;
            case Outcome.SourceMissing:
                log.SourceMissing(upload.Bucket, upload.Key, upload.Sequencer);
                break;
            default:
                log.Skipped(upload.Bucket, upload.Key, result.Reason!);
                break;
        }
    }
}
