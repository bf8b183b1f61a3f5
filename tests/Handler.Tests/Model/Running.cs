using System.Text.Json.Nodes;
using Compressor.LoopbackS3.Notifications;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Model;

/// <summary>An event that Lambda has in its queue.</summary>
/// <param name="Upload">Which upload of its key it tells of, counted from 1; 0 for one that names what is current (requeued).</param>
/// <param name="Attempts">How often it failed so far.</param>
internal sealed record Pending(string Key, int Upload, string Json, ObjectEvent Event, int Attempts = 0)
{
    /// <summary>One document with the records of several events.</summary>
    public static string ToJson(IReadOnlyList<Pending> pending)
    {
        var records = pending.SelectMany(one => JsonNode.Parse(one.Json)!["Records"]!.AsArray().Select(record => record!.DeepClone()));
        return new JsonObject { ["Records"] = new JsonArray([.. records]) }.ToJsonString();
    }

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

/// <summary>What a handler works on: an event, or a batch of a queue's messages with an event or two each.</summary>
internal sealed record Running(string Handler, IReadOnlyList<IReadOnlyList<Pending>> Messages, Task<string> Response)
{
    public bool IsBatch => Messages.Count > 1 || Messages[0].Count > 1;

    /// <summary>What is delivered, as the function gets it. The id of a message is its place.</summary>
    public static string ToJson(IReadOnlyList<IReadOnlyList<Pending>> messages) => messages is [[var only]]
        ? only.Json
        : QueueBatch.ToJson(messages.Select((message, i) => ($"{i}", Pending.ToJson(message))));

    public override string ToString() => string.Join(" ", Messages.Select(message => $"[{string.Join(" ", message)}]"));
}
