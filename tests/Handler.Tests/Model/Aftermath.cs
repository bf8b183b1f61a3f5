using Compressor.Handler.Settings;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Model;

/// <summary>Looks at the bucket when all is quiet, and holds it against what happened to a key.</summary>
internal static class Aftermath
{
    /// <summary>Returns null where all is well.</summary>
    public static string? Fault(Bucket bucket, Plan plan, KeyHistory history)
    {
        var mapping = plan.Settings.KeyMapping();
        var archive = bucket.Find(mapping.ArchiveKey(history.Key["incoming/".Length..]));
        var content = archive is null ? null : FaultScene.Read(plan.Settings.Format, archive.Content.ToArray());
        var newest = bucket.Events.Where(e => e.Key == history.Key).Select(e => e.VersionId ?? e.Sequencer).LastOrDefault();
        var stored = bucket.Versions(history.Key).Any(version => (version.VersionId ?? version.Sequencer) == newest);
        var bytesMayGo = !plan.Bucket.Versioned && plan.Settings.SourceAfterSuccess == SourceAfterSuccess.Delete && history.HasTwins;
        return history.Fault(content, stored, bytesMayGo) is { } fault ? $"{history.Key}: {fault}" : null;
    }
}
