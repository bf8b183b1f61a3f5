using Compressor.LoopbackS3.Notifications;

namespace Compressor.LoopbackS3.Storage;

/// <summary>A bucket in memory. All members may be called from any thread; each write is one atomic step.</summary>
public sealed class Bucket(string name, BucketSettings settings, Func<DateTimeOffset> now)
{
    private readonly Lock _guard = new();
    private readonly ObjectTable _objects = new(settings.Versioned);
    private readonly List<ObjectEvent> _events = [];
    private ulong _sequence = 0x0065_4A1B_2C00_0000;

    public string Name => name;

    public BucketSettings Settings => settings;

    public MultipartUploads Uploads { get; } = new();

    /// <summary>Every notification so far.</summary>
    public IReadOnlyList<ObjectEvent> Events
    {
        get
        {
            lock (_guard)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>The keys that a listing shows, in order.</summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (_guard)
            {
                return [.. _objects.Keys];
            }
        }
    }

    /// <summary>Stores an object as a client would, and returns it.</summary>
    public StoredObject Put(string key, ReadOnlyMemory<byte> bytes, ObjectHeaders? headers = null) => Store(new()
    {
        Key = key,
        Content = Content.From(bytes),
        ETag = settings.OpaqueETags ? ETag.CreateOpaque() : ETag.Md5(bytes.Span),
        Headers = headers ?? new(),
    });

    /// <summary>Stores an object that has no MD5, of any size.</summary>
    public StoredObject Put(
        string key, Content content, Checksum? checksum = null, bool hasChecksum = true, string? etag = null)
    {
        etag ??= ETag.CreateOpaque();
        return Store(new() { Key = key, Content = content, ETag = etag, GivenChecksum = checksum, HasDefaultChecksum = hasChecksum });
    }

    /// <summary>Returns the current object, or null.</summary>
    public StoredObject? Find(string key)
    {
        lock (_guard)
        {
            return _objects.Current(key);
        }
    }

    /// <summary>Returns the versions of a key, the newest first, delete markers too.</summary>
    public IReadOnlyList<StoredObject> Versions(string key)
    {
        lock (_guard)
        {
            return [.. Enumerable.Reverse(_objects.Versions(key))];
        }
    }

    /// <exception cref="S3ErrorException">NoSuchKey, NoSuchVersion, MethodNotAllowed (a delete marker), AccessDenied.</exception>
    public StoredObject Get(string key, string? versionId)
    {
        lock (_guard)
        {
            var found = versionId is null ? _objects.Current(key) : _objects.Find(key, versionId);
            return found switch
            {
                { IsDeleteMarker: true } => throw S3ErrorException.MethodNotAllowed(),
                not null => found,
                null when !settings.MayListBucket => throw S3ErrorException.AccessDenied(),
                null when versionId is not null => throw S3ErrorException.NoSuchVersion(),
                null => throw S3ErrorException.NoSuchKey(),
            };
        }
    }

    /// <summary>Deletes the current object (a marker hides it in a versioned bucket), or one version for good.</summary>
    /// <returns>The marker, or the version that went; null where there was none.</returns>
    /// <exception cref="S3ErrorException">PreconditionFailed; NoSuchKey (If-Match on nothing).</exception>
    public StoredObject? Delete(string key, string? versionId = null, string? ifMatch = null)
    {
        lock (_guard)
        {
            var target = versionId is null ? _objects.Current(key) : _objects.Find(key, versionId);
            new WriteCondition(IfMatch: ifMatch).Check(target);
            if (settings.Versioned && versionId is null)
            {
                return Append(new() { Key = key, Content = Content.From(default), ETag = "", IsDeleteMarker = true });
            }

            if (target is not null)
            {
                _objects.Remove(target);
            }

            return target;
        }
    }

    /// <summary>Returns current objects whose keys come after <paramref name="after"/>, in order of keys.</summary>
    public IReadOnlyList<StoredObject> List(string prefix, string after, int limit)
    {
        if (settings.MadeUp is { } madeUp)
        {
            return madeUp(prefix, after, limit);
        }

        lock (_guard)
        {
            return [.. _objects.List(prefix, after, limit)];
        }
    }

    /// <summary>Checks the condition, stores, and notifies: one step.</summary>
    internal StoredObject Store(StoredObject wanted, WriteCondition condition = default, string eventName = "ObjectCreated:Put")
    {
        var key = wanted.Key;
        lock (_guard)
        {
            condition.Check(_objects.Current(key));
            var stored = Append(wanted);
            if (key.StartsWith(settings.NotificationPrefix, StringComparison.Ordinal)
                && key.EndsWith(settings.NotificationSuffix, StringComparison.Ordinal))
            {
                _events.Add(new(
                    eventName, name, key, stored.ETag, stored.VersionId, stored.Content.Length, stored.Sequencer, now()));
            }

            return stored;
        }
    }

    private StoredObject Append(StoredObject wanted)
    {
        var time = now();
        var stored = wanted with
        {
            VersionId = settings.Versioned ? Guid.NewGuid().ToString("N") : null,
            LastModified = time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond)),
            Sequencer = (_sequence += 0x11).ToString("X16", null),
        };
        _objects.Append(stored);
        return stored;
    }
}
