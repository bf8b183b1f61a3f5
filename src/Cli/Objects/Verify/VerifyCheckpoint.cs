using System.Text.Json;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Objects.Verify;

/// <summary>How far a verification is, so that one that was interrupted goes on where it was. Safe for concurrent use.</summary>
internal sealed class VerifyCheckpoint
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Lock _guard = new();
    private readonly string? _path;
    private readonly Dictionary<string, string> _positions;
    private readonly HashSet<string> _done;
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);

    private VerifyCheckpoint(string? path, State state)
    {
        (_path, _done) = (path, new(state.Done, StringComparer.Ordinal));
        _positions = new(state.Positions, StringComparer.Ordinal);
        (What, Until, Since, Counters) = (state.What, state.Until, state.Since, VerifyCounters.From(state.Counts));
        (SeenBefore, SeenInDone) = (Counters.Seen, state.SeenInDone);
    }

    /// <summary>What is verified and how, as one text: a file of anything else is refused.</summary>
    public string What { get; }

    /// <summary>See <see cref="VerifyScope.Until"/>: that of the run that began.</summary>
    public long Until { get; }

    /// <summary>See <see cref="VerifyScope.Since"/>: that of the run that began.</summary>
    public long Since { get; }

    /// <summary>What was counted in pieces that are done with.</summary>
    public VerifyCounters Counters { get; }

    /// <summary>How many sources earlier runs have seen.</summary>
    public long SeenBefore { get; }

    /// <summary>How many sources there were in the pieces that are done.</summary>
    public long SeenInDone { get; private set; }

    /// <summary>How many pieces are done.</summary>
    public int Done
    {
        get
        {
            lock (_guard)
            {
                return _done.Count;
            }
        }
    }

    /// <summary>Begins, or goes on where the file says.</summary>
    /// <param name="path">The file, which need not exist; null for none.</param>
    /// <param name="what">What is verified and how.</param>
    /// <param name="until">Of a run that begins now.</param>
    /// <param name="since">Of a run that begins now.</param>
    /// <exception cref="CommandException">The file is of another verification, or is not such a file.</exception>
    public static VerifyCheckpoint Open(string? path, string what, long until, long since)
    {
        if (path is null || !File.Exists(path))
        {
            return new(path, new(what, until, since, [], [], 0, new Dictionary<string, long>()));
        }

        try
        {
            if (JsonSerializer.Deserialize<State>(File.ReadAllBytes(path), Web)
                is not { What: not null, Done: not null, Positions: not null, Counts: not null } state)
            {
                throw new JsonException("It lacks something.");
            }

            return state.What == what
                ? new(path, state)
                : throw new CommandException($"{path} is of another verification ({state.What}): name another file, or delete it");
        }
        catch (JsonException)
        {
            throw new CommandException($"{path} is not a checkpoint of `compressor verify`: name another file, or delete it");
        }
    }

    /// <summary>Returns those that are not done.</summary>
    public IReadOnlyList<KeyRange> Open(IReadOnlyList<KeyRange> ranges) => [.. ranges.Where(range => !_done.Contains(range.After))];

    /// <summary>Returns the key to begin after.</summary>
    public string Position(KeyRange range)
    {
        lock (_guard)
        {
            return _positions.GetValueOrDefault(range.After, range.After);
        }
    }

    /// <summary>Notes that a piece is done up to a key, or done, and what was counted there.</summary>
    /// <param name="range">The piece.</param>
    /// <param name="after">The key to go on after; null where it is done.</param>
    /// <param name="counters">What was counted since the last call.</param>
    /// <param name="taken">Called when the counts are in <see cref="Counters"/>.</param>
    public void Advance(KeyRange range, string? after, VerifyCounters counters, Action taken)
    {
        lock (_guard)
        {
            taken();
            Counters.Add(counters);
            _seen[range.After] = _seen.GetValueOrDefault(range.After) + counters.Seen;
            if (after is null)
            {
                SeenInDone += _seen[range.After];
                _positions.Remove(range.After);
                _done.Add(range.After);
            }
            else
            {
                _positions[range.After] = after;
            }

            if (_path is not null)
            {
                var state = new State(What, Until, Since, [.. _done], _positions, SeenInDone, Counters.ByName());
                File.WriteAllBytes(_path + ".new", JsonSerializer.SerializeToUtf8Bytes(state, Web));
                File.Move(_path + ".new", _path, overwrite: true);
            }
        }
    }

    /// <summary>Removes the file: the verification is at its end.</summary>
    public void Delete()
    {
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }

    private sealed record State(
        string What,
        long Until,
        long Since,
        IReadOnlyList<string> Done,
        Dictionary<string, string> Positions,
        long SeenInDone,
        IReadOnlyDictionary<string, long> Counts);
}
