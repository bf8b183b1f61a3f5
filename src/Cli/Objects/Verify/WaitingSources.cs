using Compressor.Core.Keys;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Objects.Verify;

/// <summary>Lists one page of the bucket: the keys with a prefix that come after another, so many at most.</summary>
internal delegate Task<ListedPage> ListPage(string prefix, string startAfter, int maxKeys, CancellationToken cancellationToken);

/// <summary>
/// Sources whose archives lie in one shard, until that shard's listing has passed where their archives would be. Sources and archives are
/// listed in almost the same order, since a key differs from the other by its ending only; what is out of order waits here.
/// </summary>
/// <param name="shard">What the archives' keys begin with.</param>
/// <param name="list">Lists archives.</param>
/// <param name="doubt">Called with each source that the listings leave in doubt.</param>
/// <param name="fine">Called with how many more sources have their archive.</param>
internal sealed class WaitingSources(string shard, ListPage list, Func<ListedObject, ValueTask> doubt, Action<int> fine)
{
    /// <summary>
    /// Fewer sources than this are looked at one by one: a LIST costs as much as 12 HEADs ($5 and $0.40 a million in us-east-1).
    /// </summary>
    public const int MinSourcesPerList = 12;

    private const int PageSize = 1000;

    private readonly List<(string ArchiveKey, ListedObject Source)> _waiting = [];
    private bool _sorted = true;
    private bool _isDense;

    /// <summary>How many wait.</summary>
    public int Count => _waiting.Count;

    public void Add(string archiveKey, ListedObject source)
    {
        _sorted &= _waiting.Count == 0 || KeyOrder.Instance.Compare(_waiting[^1].ArchiveKey, archiveKey) <= 0;
        _waiting.Add((archiveKey, source));
    }

    /// <summary>
    /// Lists archives from the first that is waited for, while at least <paramref name="min"/> sources wait. Where a page has the archives
    /// of hardly any of them, because archives outlive their sources, all that wait are in doubt.
    /// </summary>
    public async Task MatchAsync(int min, CancellationToken cancellationToken)
    {
        if (!_sorted)
        {
            _waiting.Sort((x, y) => KeyOrder.Instance.Compare(x.ArchiveKey, y.ArchiveKey));
            _sorted = true;
        }

        var passed = 0;
        while (_waiting.Count - passed >= Math.Max(min, 1))
        {
            // The last few of a shard whose pages were worth while are not looked at one by one.
            var page = _waiting.Count - passed < MinSourcesPerList && !_isDense
                ? new ListedPage([], IsTruncated: true)
                : await list(shard, JustBefore(_waiting[passed].ArchiveKey), PageSize, cancellationToken);
            var before = passed;
            passed = await PassAsync(page, passed);
            _isDense |= passed - before >= MinSourcesPerList;
            if (page.IsTruncated && passed - before < MinSourcesPerList)
            {
                for (; passed < _waiting.Count; passed++)
                {
                    await doubt(_waiting[passed].Source);
                }
            }
        }

        _waiting.RemoveRange(0, passed);
    }

    /// <summary>Judges those that wait whose archives' keys the page has reached. Returns the first that it has not.</summary>
    private async Task<int> PassAsync(ListedPage page, int index)
    {
        var (at, fineOnes) = (0, 0);
        for (; index < _waiting.Count; index++)
        {
            var (key, source) = _waiting[index];
            var order = -1;
            while (at < page.Objects.Count && (order = KeyOrder.Instance.Compare(page.Objects[at].Key, key)) < 0)
            {
                at++;
            }

            if (at == page.Objects.Count && page.IsTruncated)
            {
                break;
            }

            if (order == 0 && !IsShared(index) && !ListingVerdict.IsDoubtful(source, page.Objects[at]))
            {
                fineOnes++;
            }
            else
            {
                await doubt(source);
            }
        }

        fine(fineOnes);
        return index;
    }

    /// <summary>Whether two sources have the same archive: it is of one of them at most.</summary>
    private bool IsShared(int index) =>
        (index > 0 && _waiting[index - 1].ArchiveKey == _waiting[index].ArchiveKey)
        || (index + 1 < _waiting.Count && _waiting[index + 1].ArchiveKey == _waiting[index].ArchiveKey);

    /// <summary>A text that sorts before the key, with next to nothing between the two.</summary>
    private static string JustBefore(string key) => key[..^1];
}
