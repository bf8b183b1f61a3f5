namespace Compressor.Handler.Tests.Protocol;

/// <summary>What happens to one key: its uploads in order, and the deliveries of their events in any order.</summary>
/// <param name="Bytes">The content of each upload, one letter each: <c>ABA</c>.</param>
/// <param name="Deliveries">
/// One entry a delivery: <c>1</c> the event of the first upload, <c>1-</c> the same without a sequencer,
/// <c>*</c> a task that names no upload (S3 Batch, <c>verify --requeue</c>): whatever is current when it is read;
/// <c>1+2</c> a batch: two that are killed together, and then come again, even the one that had ended.
/// </param>
/// <param name="Versioned">The bucket keeps versions and events name them.</param>
/// <param name="DeletesSource">SOURCE_AFTER_SUCCESS=delete.</param>
/// <param name="OneSecond">All uploads have the same Last-Modified, which counts in seconds.</param>
/// <param name="IgnoresIfMatch">The S3 is not AWS's, and DELETE ignores If-Match.</param>
internal sealed record Scenario(
    string Bytes, string Deliveries, bool Versioned, bool DeletesSource, bool OneSecond = false, bool IgnoresIfMatch = false)
{
    public int Uploads => Bytes.Length;

    public IReadOnlyList<Event> Events { get; } =
        [.. Deliveries.Split(' ').SelectMany((group, batch) => group.Split('+').Select(text => Event.Parse(text, batch)))];

    public bool AllSequenced => Events.All(e => e.Sequenced);

    public int LastModified(int upload) => OneSecond ? 0 : upload;

    /// <summary>Whether two uploads (counted from 1) hold the same bytes, so that they have the same ETag.</summary>
    public bool SameBytes(int one, int other) => Bytes[one - 1] == Bytes[other - 1];

    public override string ToString() =>
        $"uploads {Bytes}, deliveries {Deliveries}, {(Versioned ? "versioned" : "unversioned")}, "
        + $"{(DeletesSource ? "delete" : "keep")}{(OneSecond ? ", in one second" : "")}";

    /// <summary>Whether an event shares its invocation with others.</summary>
    public bool IsInBatch(int index) => Events.Count(e => e.Batch == Events[index].Batch) > 1;

    /// <param name="Upload">Counted from 1; 0 where the event names none.</param>
    /// <param name="Batch">The invocation that it is delivered in.</param>
    internal readonly record struct Event(int Upload, bool Sequenced, int Batch)
    {
        public static Event Parse(string text, int batch) =>
            text == "*" ? new(0, false, batch) : new(text[0] - '0', text.Length == 1, batch);
    }
}
