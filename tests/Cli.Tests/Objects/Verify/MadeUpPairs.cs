using System.Globalization;
using System.IO.Hashing;
using Compressor.Core.Keys;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Cli.Tests.Objects.Verify;

/// <summary>
/// The listing of a bucket with any number of sources, each in its shard and with its archive but for a few, that are made up as they are
/// listed: four bytes of memory a pair.
/// </summary>
internal sealed class MadeUpPairs
{
    private static readonly KeyMapping Mapping = new("incoming/", "processed/", ".json");
    private static readonly Content SourceContent = Content.Discarded(10_000_000);
    private static readonly Content ArchiveContent = Content.Discarded(1_700_000);
    private static readonly DateTimeOffset Uploaded = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly List<int>[] _shards = [.. Enumerable.Range(0, KeyMapping.ShardCount).Select(_ => new List<int>())];
    private readonly long[] _starts = new long[(2 * KeyMapping.ShardCount) + 1];
    private readonly int _missingOneOf;

    /// <param name="pairs">How many sources.</param>
    /// <param name="missingOneOf">One source of so many has no archive; 0 for none.</param>
    public MadeUpPairs(int pairs, int missingOneOf = 0)
    {
        _missingOneOf = missingOneOf;
        for (var i = 0; i < pairs; i++)
        {
            _shards[Convert.ToInt32(KeyMapping.Shard(Name(i)), 16)].Add(i);
        }

        for (var i = 0; i < 2 * KeyMapping.ShardCount; i++)
        {
            _starts[i + 1] = _starts[i] + _shards[i % KeyMapping.ShardCount].Count;
        }
    }

    /// <summary>See <see cref="BucketSettings.MadeUp"/>.</summary>
    public IReadOnlyList<StoredObject> List(string prefix, string after, int limit)
    {
        var from = string.CompareOrdinal(prefix, after) > 0 ? prefix : after;
        var (low, high) = (0L, _starts[^1]);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(Key(middle), from);
            (low, high) = order < 0 || (order == 0 && from == after) ? (middle + 1, high) : (low, middle);
        }

        var listed = new List<StoredObject>(limit);
        for (; low < _starts[^1] && listed.Count < limit; low++)
        {
            var (piece, number) = Locate(low);
            var key = Key(piece, number);
            if (!key.StartsWith(prefix, StringComparison.Ordinal))
            {
                break;
            }

            var isSource = piece < KeyMapping.ShardCount;
            if (_missingOneOf == 0 || isSource || number % _missingOneOf != 0)
            {
                listed.Add(Create(key, isSource));
            }
        }

        return listed;
    }

    private static string Name(int number) => number.ToString("D8", CultureInfo.InvariantCulture) + ".json";

    private static StoredObject Create(string key, bool isSource) => new()
    {
        Key = key,
        ETag = Convert.ToHexStringLower(XxHash128.Hash(System.Runtime.InteropServices.MemoryMarshal.AsBytes(key.AsSpan()))),
        Content = isSource ? SourceContent : ArchiveContent,
        LastModified = isSource ? Uploaded : Uploaded.AddSeconds(1),
    };

    private string Key(long ordinal)
    {
        var (piece, number) = Locate(ordinal);
        return Key(piece, number);
    }

    private static string Key(int piece, int number)
    {
        var isSource = piece < KeyMapping.ShardCount;
        var (prefix, ending) = isSource ? (Mapping.IncomingPrefix, ".json") : (Mapping.ProcessedPrefix, ".zip");
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{piece % KeyMapping.ShardCount:x2}/{number:D8}{ending}");
    }

    private (int Piece, int Number) Locate(long ordinal)
    {
        var piece = Array.BinarySearch(_starts, ordinal);
        piece = piece < 0 ? ~piece - 1 : piece;
        while (_starts[piece + 1] == ordinal)
        {
            piece++;
        }

        return (piece, _shards[piece % KeyMapping.ShardCount][(int)(ordinal - _starts[piece])]);
    }
}
