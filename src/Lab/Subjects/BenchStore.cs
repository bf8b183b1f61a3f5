using System.Globalization;
using System.Text.Json;
using Compressor.Lab.Data;
using Compressor.Lab.Processes;
using Compressor.LoopbackS3;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Notifications;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Lab.Subjects;

/// <summary>
/// The S3 that the measured programs talk to: over TLS, in this process, as cheap as it can be. Every invocation gets an object of its
/// own, which with its archive is gone afterwards.
/// </summary>
internal sealed class BenchStore : IAsyncDisposable
{
    /// <summary>The bucket of the objects.</summary>
    public const string BucketName = "compressor-bench";

    private readonly LoopbackS3Server _server;
    private readonly Bucket _bucket;
    private readonly Bucket _keepingBucket;
    private int _objects;

    private BenchStore(LoopbackS3Server server)
    {
        _server = server;
        _bucket = server.CreateBucket(BucketName, new() { OpaqueETags = true, DiscardsBodies = true, IsPublic = true });
        _keepingBucket = server.CreateBucket(BucketName + "-kept", new() { OpaqueETags = true, IsPublic = true });
    }

    /// <summary>Such as <c>https://127.0.0.1:40123</c>.</summary>
    public Uri Endpoint => _server.Endpoint;

    /// <summary>A PEM file with the authority that signed for the server.</summary>
    public string CaBundle => _server.CaBundlePath!;

    /// <summary>Starts it.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="gate">Where each request waits before it is carried out, told the size in bytes of the object that it names; null for
    /// no wait.</param>
    public static async Task<BenchStore> StartAsync(
        CancellationToken cancellationToken, Func<RecordedRequest, long, CancellationToken, Task<FaultRule?>>? gate = null)
    {
        var server = await LoopbackS3Server.StartAsync(new() { RecordsRequests = false }, cancellationToken);
        server.Gate = gate is null
            ? null
            : (request, gone) => gate(request, server.FindBucket(request.Bucket)?.Find(request.Key)?.Content.Length ?? 0, gone);
        return new(server);
    }

    /// <summary>Stores an object and makes its event.</summary>
    /// <param name="sample">The object's bytes.</param>
    /// <param name="subject">Who gets the event.</param>
    /// <param name="archiveLength">How many bytes a program that compresses nothing is to write.</param>
    /// <param name="keepsArchive">Whether the archive's bytes can be read afterwards.</param>
    public BenchObject Create(Sample sample, Subject subject, long archiveLength, bool keepsArchive = false)
    {
        var bucket = keepsArchive ? _keepingBucket : _bucket;
        var name = string.Create(CultureInfo.InvariantCulture, $"object-{++_objects:00000000}");
        var key = $"incoming/{name}.json";
        var stored = bucket.Put(key, Content.From(sample.Bytes), checksum: sample.Checksum, etag: sample.ETag);
        var notification = new ObjectEvent(
            "ObjectCreated:Put", bucket.Name, key, stored.ETag, null, sample.Bytes.Length, stored.Sequencer, DateTimeOffset.UtcNow);
        var json = subject.Event == EventForm.S3Notification
            ? notification.ToJson()
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Endpoint}{bucket.Name}/{key}\n{Endpoint}{bucket.Name}/processed/{name}.zip\n{archiveLength}");
        return new BenchObject(bucket, key, json);
    }

    /// <summary>Stores the objects of one invocation and makes its event: the object's own, or a batch of a queue.</summary>
    /// <param name="samples">The objects' bytes.</param>
    /// <param name="subject">Who gets the event.</param>
    /// <param name="archiveLength">How many bytes a program that compresses nothing is to write for each.</param>
    public BenchBatch CreateBatch(IReadOnlyList<Sample> samples, Subject subject, long archiveLength)
    {
        var objects = samples.Select(sample => Create(sample, subject, archiveLength)).ToList();
        return new(
            objects,
            objects is [var only] ? only.Event : QueueBatch.ToJson(objects.Select(taken => (taken.Key, taken.Event))));
    }

    /// <summary>Checks that the archives are stored, and removes them and their objects.</summary>
    /// <returns>The archives' bytes in all.</returns>
    /// <exception cref="MeasurementException">The response tells of no archive of an object, or of one that is not there.</exception>
    public static long Collect(BenchBatch batch, string response)
    {
        using var document = JsonDocument.Parse(response);
        var results = document.RootElement.GetProperty("results").EnumerateArray().ToList();
        return results.Count == batch.Objects.Count
            ? batch.Objects.Zip(results, (taken, result) => Collect(taken, result).Content.Length).Sum()
            : throw new MeasurementException($"Of {batch.Objects.Count} objects, {results.Count} are done: {response}");
    }

    /// <summary>Checks that the archive is stored, and removes it and its object.</summary>
    /// <returns>The archive.</returns>
    /// <exception cref="MeasurementException">The response tells of no archive, or of one that is not there.</exception>
    public static StoredObject Collect(BenchObject taken, string response)
    {
        using var document = JsonDocument.Parse(response);
        return Collect(taken, document.RootElement.GetProperty("results")[0]);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static StoredObject Collect(BenchObject taken, JsonElement result)
    {
        var key = result.TryGetProperty("archive", out var archive) ? archive.GetString()! : "";
        var stored = taken.Bucket.Find(key);
        if (result.GetProperty("outcome").GetString() != "Compressed"
            || stored is null
            || stored.Content.Length != result.GetProperty("bytesOut").GetInt64())
        {
            throw new MeasurementException($"The archive of {taken.Key} is not stored: {result}");
        }

        taken.Bucket.Delete(key);
        taken.Bucket.Delete(taken.Key);
        return stored;
    }
}

/// <summary>An object for one invocation.</summary>
/// <param name="Bucket">Where it is.</param>
/// <param name="Key">Its key.</param>
/// <param name="Event">The event that tells of it.</param>
internal sealed record BenchObject(Bucket Bucket, string Key, string Event);

/// <summary>The objects of one invocation.</summary>
/// <param name="Objects">The objects, in the event's order.</param>
/// <param name="Event">The event that tells of them.</param>
internal sealed record BenchBatch(IReadOnlyList<BenchObject> Objects, string Event);
