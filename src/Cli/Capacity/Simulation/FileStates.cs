namespace Compressor.Cli.Capacity.Simulation;

/// <summary>Where a file is.</summary>
internal enum FileState : byte
{
    /// <summary>Uploaded, its event not yet done with.</summary>
    Waiting,

    /// <summary>Its archive is stored.</summary>
    Archived,

    /// <summary>Its event is in the dead letter queue.</summary>
    DeadLetter,
}

/// <summary>The account of all files: each must end archived or as a dead letter, once.</summary>
internal sealed class FileStates
{
    private readonly List<double> _uploaded = [];
    private readonly List<FileState> _states = [];
    private readonly List<byte> _attempts = [];
    private readonly List<byte> _throttles = [];

    public int Count => _states.Count;

    /// <summary>Enters a file, and returns its number.</summary>
    public int Add(double uploaded)
    {
        _uploaded.Add(uploaded);
        _states.Add(FileState.Waiting);
        _attempts.Add(0);
        _throttles.Add(0);
        return _states.Count - 1;
    }

    public double Uploaded(int file) => _uploaded[file];

    /// <summary>Counts an attempt that failed, and returns how many have.</summary>
    public int CountFailure(int file) => ++_attempts[file];

    /// <summary>Counts a throttled attempt, and returns how many there were in a row before it.</summary>
    public int CountThrottle(int file)
    {
        var before = _throttles[file];
        _throttles[file] = (byte)Math.Min(before + 1, 30);
        return before;
    }

    /// <summary>Forgets throttled attempts, since the event was taken.</summary>
    public void ClearThrottles(int file) => _throttles[file] = 0;

    /// <summary>Ends a file.</summary>
    /// <exception cref="InvalidOperationException">It had ended already: the simulation counts something twice.</exception>
    public void End(int file, FileState state)
    {
        if (_states[file] != FileState.Waiting)
        {
            throw new InvalidOperationException($"File {file} ended as {_states[file]} and again as {state}.");
        }

        _states[file] = state;
    }

    /// <summary>Files in a state.</summary>
    public long Number(FileState state) => _states.LongCount(known => known == state);
}
