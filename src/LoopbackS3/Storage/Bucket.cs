using Compressor.LoopbackS3.Notifications;

namespace Compressor.LoopbackS3.Storage;

/// <summary>A bucket in memory. All members may be called from any thread; each write is one atomic step.</summary>
public sealed class Bucket(string name, BucketSettings settings, Func<DateTimeOffset> now)
{
    private readonly Lock _guard = new();
    private readonly Dictionary<string, List<StoredObject>> _objects = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _keys = new(StringComparer.Ordinal);
    private readonly List<ObjectEvent> _events = [];
    private ulong _sequence = 0x0065_4A1B_2C00_0000;

    public string Name => name;

    public BucketSettings Settings => settings;

    public MultipartUploads Uploads { get; } = new();

    /// <summary>Called for each notification, on the thread of the write, after it.</summary>
    public event Action<ObjectEvent>? Notified;

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
                return [.. _keys];
            }
        }
    }

    /// <summary>Stores an object as a client would, and returns it.</summary>
    public StoredObject Put(string key, ReadOnlyMemory<byte> bytes, ObjectHeaders? headers = null) =>
        Store(key, Content.From(bytes), headers ?? new(), settings.OpaqueETags ? ETag.Opaque() : ETag.Md5(bytes.Span), null, default);

    /// <summary>Stores an object that has no MD5, of any size.</summary>
    public StoredObject Put(
        string key,
        Content content,
        ObjectHeaders? headers = null,
        Checksum? checksum = null,
        bool hasChecksum = true,
        string? etag = null) =>
        Store(key, content, headers ?? new(), etag ?? ETag.Opaque(), checksum, default, hasChecksum: hasChecksum);

    /// <summary>Returns the current object, or null.</summary>
    public StoredObject? Find(string key)
    {
        lock (_guard)
        {
            return Current(key);
        }
    }

    /// <summary>Returns the versions of a key, the newest first, delete markers too.</summary>
    public IReadOnlyList<StoredObject> Versions(string key)
    {
        lock (_guard)
        {
            return _objects.TryGetValue(key, out var versions) ? [.. Enumerable.Reverse(versions)] : [];
        }
    }

    /// <exception cref="S3ErrorException">NoSuchKey, NoSuchVersion, MethodNotAllowed (a delete marker), AccessDenied.</exception>
    public StoredObject Get(string key, string? versionId)
    {
        lock (_guard)
        {
            if (versionId is null)
            {
                return Current(key) ?? throw Missing(S3ErrorException.NoSuchKey());
            }

            var version = _objects.GetValueOrDefault(key)?.Find(x => x.VersionId == versionId) ?? throw Missing(
                S3ErrorException.NoSuchVersion());
            return version.IsDeleteMarker ? throw S3ErrorException.MethodNotAllowed() : version;
        }
    }

    /// <summary>Deletes the current object (a marker hides it in a versioned bucket), or one version for good.</summary>
    /// <returns>The marker, or the version that went; null where there was none.</returns>
    /// <exception cref="S3ErrorException">PreconditionFailed; NoSuchKey (If-Match on nothing).</exception>
    public StoredObject? Delete(string key, string? versionId = null, string? ifMatch = null)
    {
        lock (_guard)
        {
            var target = versionId is null ? Current(key) : _objects.GetValueOrDefault(key)?.Find(x => x.VersionId == versionId);
            if (ifMatch is not null && (target is null || !ETag.Matches(ifMatch, target.ETag)))
            {
                throw target is null ? S3ErrorException.NoSuchKey() : S3ErrorException.PreconditionFailed();
            }

            if (settings.Versioned && versionId is null)
            {
                return Append(
                    new StoredObject
                    {
                        Key = key,
                        Content = Content.From(default),
                        ETag = "",
                        VersionId = NewId(),
                        LastModified = Second(now()),
                        Sequencer = NextSequencer(),
                        IsDeleteMarker = true,
                    });
            }

            if (target is not null)
            {
                _objects[key].Remove(target);
                Index(key);
            }

            return target;
        }
    }

    /// <summary>
    /// Returns up to <paramref name="limit"/> current objects whose keys come after <paramref name="after"/>, in order of keys.
    /// </summary>
    public IReadOnlyList<StoredObject> List(string prefix, string after, int limit)
    {
        lock (_guard)
        {
            var from = string.CompareOrdinal(prefix, after) > 0 ? prefix : after;
            var range = _keys.Count == 0 || string.CompareOrdinal(from, _keys.Max) > 0 ? [] : _keys.GetViewBetween(from, _keys.Max);
            return [
                .. range.SkipWhile(key => key == after && after.Length > 0)
                    .TakeWhile(key => key.StartsWith(prefix, StringComparison.Ordinal))
                    .Take(limit)
                    .Select(key => Current(key)!),
            ];
        }
    }

    /// <summary>Checks the condition, stores, and notifies: one step.</summary>
    internal StoredObject Store(
        string key,
        Content content,
        ObjectHeaders headers,
        string etag,
        Checksum? checksum,
        WriteCondition condition,
        string eventName = "ObjectCreated:Put",
        bool hasChecksum = true)
    {
        ObjectEvent notification;
        StoredObject stored;
        lock (_guard)
        {
            condition.Check(Current(key));
            stored = Append(new StoredObject
            {
                Key = key,
                Content = content,
                ETag = etag,
                VersionId = settings.Versioned ? NewId() : null,
                LastModified = Second(now()),
                Metadata = headers.Metadata,
                ContentType = headers.ContentType,
                ContentEncoding = headers.ContentEncoding,
                StorageClass = headers.StorageClass,
                Sequencer = NextSequencer(),
                GivenChecksum = checksum,
                HasDefaultChecksum = hasChecksum,
            });
            if (!key.StartsWith(settings.NotificationPrefix, StringComparison.Ordinal)
                || !key.EndsWith(settings.NotificationSuffix, StringComparison.Ordinal))
            {
                return stored;
            }

            notification = new(eventName, name, key, etag, stored.VersionId, content.Length, stored.Sequencer, now());
            _events.Add(notification);
        }

        Notified?.Invoke(notification);
        return stored;
    }

    private static DateTimeOffset Second(DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), time.Offset);

    private static string NewId() => Guid.NewGuid().ToString("N");

    private S3ErrorException Missing(S3ErrorException error) => settings.MayListBucket ? error : S3ErrorException.AccessDenied();

    private string NextSequencer() => (_sequence += 0x11).ToString("X16", null);

    private StoredObject? Current(string key) =>
        _objects.TryGetValue(key, out var versions) && versions is [.., { IsDeleteMarker: false } last] ? last : null;

    private StoredObject Append(StoredObject version)
    {
        if (!_objects.TryGetValue(version.Key, out var versions) || !settings.Versioned)
        {
            _objects[version.Key] = versions = [];
        }

        versions.Add(version);
        Index(version.Key);
        return version;
    }

    private void Index(string key)
    {
        if (_objects[key].Count == 0)
        {
            _objects.Remove(key);
        }

        _ = Current(key) is null ? _keys.Remove(key) : _keys.Add(key);
    }
}
