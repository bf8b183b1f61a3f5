using Compressor.Core.Keys;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Objects.Inventory;

/// <summary>
/// Objects that came in no order, listed in the order of keys as S3 would: a temporary file for each shard, of which a few are in memory
/// and sorted at a time. Each takes 1/256 of the sources or archives. Listing is safe for concurrent use.
/// </summary>
internal sealed class SortedObjects : IDisposable
{
    /// <summary>How many shards are in memory: the sources' and the archives' of two pieces that are compared.</summary>
    private const int MaxLoaded = 4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compressor-inventory-");
    private readonly string[] _cuts;
    private readonly Lock _guard = new();
    private readonly LinkedList<(int Piece, ListedObject[] Objects)> _loaded = new();

    private SortedObjects(KeyMapping mapping) => _cuts = [..
        new[] { mapping.IncomingPrefix, mapping.ProcessedPrefix }
            .SelectMany(prefix => Enumerable.Range(0, KeyMapping.ShardCount).Select(shard => $"{prefix}{shard:x2}/"))
            .Prepend("")
            .Order(KeyOrder.Instance)];

    /// <summary>How many objects there are.</summary>
    public long Count { get; private set; }

    /// <summary>Reads all objects.</summary>
    public static async Task<SortedObjects> CreateAsync(
        IAsyncEnumerable<ListedObject> objects, KeyMapping mapping, CancellationToken cancellationToken)
    {
        var sorted = new SortedObjects(mapping);
        var files = new BinaryWriter?[sorted._cuts.Length];
        try
        {
            await foreach (var listed in objects.WithCancellation(cancellationToken))
            {
                var piece = sorted.Find(listed.Key);
                var file = files[piece] ??= new BinaryWriter(File.Create(sorted.PathOf(piece)));
                file.Write(listed.Key);
                file.Write(listed.ETag);
                file.Write(listed.Size);
                file.Write(listed.LastModified);
                sorted.Count++;
            }

            return sorted;
        }
        catch
        {
            sorted.Dispose();
            throw;
        }
        finally
        {
            foreach (var file in files)
            {
                file?.Dispose();
            }
        }
    }

    /// <summary>Lists one page, as S3 does.</summary>
    public ListedPage List(string prefix, string startAfter, int maxKeys)
    {
        var page = new List<ListedObject>(maxKeys);
        var from = KeyOrder.Instance.Compare(prefix, startAfter) > 0 ? prefix : startAfter;
        for (var piece = Find(from); piece < _cuts.Length; piece++)
        {
            if (piece > Find(from) && prefix.Length > 0 && !_cuts[piece].StartsWith(prefix, StringComparison.Ordinal))
            {
                break;
            }

            var objects = Load(piece);
            for (var i = FirstAfter(objects, from, startAfter); i < objects.Length; i++)
            {
                if (!objects[i].Key.StartsWith(prefix, StringComparison.Ordinal))
                {
                    return new(page, IsTruncated: false);
                }

                if (page.Count == maxKeys)
                {
                    return new(page, IsTruncated: true);
                }

                page.Add(objects[i]);
            }
        }

        return new(page, IsTruncated: false);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static int FirstAfter(ListedObject[] objects, string from, string startAfter)
    {
        var (low, high) = (0, objects.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var order = KeyOrder.Instance.Compare(objects[middle].Key, from);
            (low, high) = order < 0 || (order == 0 && from == startAfter) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Returns the last piece that begins at or before a key.</summary>
    private int Find(string key)
    {
        var index = Array.BinarySearch(_cuts, key, KeyOrder.Instance);
        return index >= 0 ? index : ~index - 1;
    }

    private ListedObject[] Load(int piece)
    {
        lock (_guard)
        {
            for (var node = _loaded.First; node is not null; node = node.Next)
            {
                if (node.Value.Piece == piece)
                {
                    return node.Value.Objects;
                }
            }

            var objects = Read(piece);
            Array.Sort(objects, (x, y) => KeyOrder.Instance.Compare(x.Key, y.Key));
            _loaded.AddFirst((piece, objects));
            if (_loaded.Count > MaxLoaded)
            {
                _loaded.RemoveLast();
            }

            return objects;
        }
    }

    private ListedObject[] Read(int piece)
    {
        if (!File.Exists(PathOf(piece)))
        {
            return [];
        }

        var objects = new List<ListedObject>();
        using var file = new BinaryReader(File.OpenRead(PathOf(piece)));
        while (file.BaseStream.Position < file.BaseStream.Length)
        {
            objects.Add(new(file.ReadString(), file.ReadString(), file.ReadInt64(), file.ReadInt64()));
        }

        return [.. objects];
    }

    private string PathOf(int piece) => Path.Combine(_folder.FullName, $"{piece}");
}
