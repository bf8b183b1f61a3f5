using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Notifications;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Model;

/// <summary>An event that Lambda has in its queue.</summary>
/// <param name="Upload">Which upload of its key it tells of, counted from 1; 0 for one that names what is current (requeued).</param>
/// <param name="Attempts">How often it failed so far.</param>
internal sealed record Pending(string Key, int Upload, string Json, ObjectEvent Event, int Attempts = 0)
{
    /// <summary>The event that is made up for a stored object later on: it has no sequencer.</summary>
    public static Pending Requeue(string bucket, StoredObject stored)
    {
        var e = new ObjectEvent(
            "ObjectCreated:Put",
            bucket,
            stored.Key,
            stored.ETag,
            stored.VersionId,
            stored.Content.Length,
            stored.Sequencer,
            DateTimeOffset.UtcNow);
        return new(stored.Key, 0, ObjectEvent.ToJson([e], withSequencers: false), e);
    }

    public override string ToString() => $"{Key}#{(Upload == 0 ? "requeued" : Upload)}";
}

/// <summary>An event that a handler works on.</summary>
internal sealed record Running(string Handler, Pending Delivery, Task<Answer> Answer);
