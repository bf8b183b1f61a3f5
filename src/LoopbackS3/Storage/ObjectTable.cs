using Compressor.Core.Keys;

namespace Compressor.LoopbackS3.Storage;

/// <summary>The versions of each key, and the keys that have a current object. The bucket's lock guards it.</summary>
internal sealed class ObjectTable(bool keepsVersions)
{
    private readonly Dictionary<string, List<StoredObject>> _versions = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _keys = new(KeyOrder.Instance);

    /// <summary>The keys that a listing shows, in order.</summary>
    public IReadOnlyCollection<string> Keys => _keys;

    /// <summary>Returns the current object of a key; null if there is none, or a delete marker hides it.</summary>
    public StoredObject? Current(string key) => Versions(key) is [.., { IsDeleteMarker: false } last] ? last : null;

    public StoredObject? Find(string key, string versionId) => Versions(key).Find(version => version.VersionId == versionId);

    /// <summary>Returns the versions of a key, the oldest first.</summary>
    public List<StoredObject> Versions(string key) => _versions.GetValueOrDefault(key) ?? [];

    /// <summary>Makes an object the current one, in place of the others where no versions are kept.</summary>
    public void Append(StoredObject stored)
    {
        _versions[stored.Key] = keepsVersions ? [.. Versions(stored.Key), stored] : [stored];
        Index(stored.Key);
    }

    public void Remove(StoredObject stored)
    {
        _versions[stored.Key].Remove(stored);
        Index(stored.Key);
    }

    /// <summary>Returns up to <paramref name="limit"/> current objects whose keys come after <paramref name="after"/>.</summary>
    public IEnumerable<StoredObject> List(string prefix, string after, int limit)
    {
        var from = KeyOrder.Instance.Compare(prefix, after) > 0 ? prefix : after;
        var range = _keys.Count == 0 || KeyOrder.Instance.Compare(from, _keys.Max) > 0 ? [] : _keys.GetViewBetween(from, _keys.Max);
        return range.SkipWhile(key => key == after && after.Length > 0)
            .TakeWhile(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Take(limit)
            .Select(key => Current(key)!);
    }

    private void Index(string key)
    {
        if (Versions(key).Count == 0)
        {
            _versions.Remove(key);
        }

        _ = Current(key) is null ? _keys.Remove(key) : _keys.Add(key);
    }
}
