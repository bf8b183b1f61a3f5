using Compressor.Core.Outcomes;

namespace Compressor.Handler.Tests.Model;

/// <summary>What happened to one key, as the one who uploads sees it, and how its events ended.</summary>
internal sealed class KeyHistory(string key)
{
    private readonly List<byte[]> _uploads = [];
    private readonly List<(int Upload, Outcome Outcome)> _outcomes = [];
    private readonly HashSet<int> _deadLetters = [];

    public string Key => key;

    public int Newest => _uploads.Count;

    /// <summary>The upload that was the newest when the user deleted the object; 0: never since.</summary>
    public int DeletedByUser { get; private set; }

    public bool HasTwins => _uploads.Select(Convert.ToHexString).Distinct().Count() < _uploads.Count;

    public int Ended => _outcomes.Count;

    public int DeadLetters { get; private set; }

    public void Uploaded(byte[] content) => _uploads.Add(content);

    public void Deleted() => DeletedByUser = Newest;

    public void Succeeded(int upload, Outcome outcome) => _outcomes.Add((upload, outcome));

    public void Failed(int upload)
    {
        _deadLetters.Add(upload);
        DeadLetters++;
    }

    /// <summary>Says what is wrong with what is left when all is quiet; null where nothing is.</summary>
    /// <param name="archive">The content of the stored archive, or null.</param>
    /// <param name="sourceIsThere">Whether the newest upload is stored still.</param>
    /// <param name="bytesMayGo">Unversioned delete mode with the same bytes uploaded twice: a dead letter has to be enough.</param>
    public string? Fault(byte[]? archive, bool sourceIsThere, bool bytesMayGo)
    {
        if (_uploads.Count == 0)
        {
            return archive is null ? null : "there is an archive of nothing";
        }

        if (archive is not null && !_uploads.Exists(content => content.AsSpan().SequenceEqual(archive)))
        {
            return "the archive holds what nobody uploaded";
        }

        if (archive is not null && archive.AsSpan().SequenceEqual(_uploads[^1]))
        {
            return null;
        }

        var newest = _outcomes.Where(x => x.Upload == Newest).Select(x => x.Outcome).ToList();
        if (newest.Exists(outcome => outcome is not Outcome.SourceMissing))
        {
            return $"the newest upload's event ended {string.Join(", ", newest)}, "
                + $"and the archive is {(archive is null ? "missing" : "an older one's")}";
        }

        var deadLetter = _deadLetters.Contains(Newest);
        if (DeletedByUser == Newest)
        {
            return null;
        }

        return !sourceIsThere && !(deadLetter && bytesMayGo) ? "the newest upload's bytes are gone"
            : !deadLetter ? $"the newest upload's event ended {string.Join(", ", newest)} beside its source"
            : null;
    }
}
