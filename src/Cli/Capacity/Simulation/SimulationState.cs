
namespace Compressor.Cli.Capacity.Simulation;

/// <summary>What can happen in a simulation.</summary>
internal enum StepKind : byte
{
    /// <summary>A file is uploaded.</summary>
    Upload,

    /// <summary>Its event reaches Lambda's queue.</summary>
    Notified,

    /// <summary>An event that was put off is to be tried again.</summary>
    Ready,

    /// <summary>An invocation ends.</summary>
    Finished,

    /// <summary>One more environment may start.</summary>
    EnvironmentMayStart,
}

/// <summary>Something that happens at a time.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="File">To which file.</param>
/// <param name="Failed">Whether the invocation that ends failed.</param>
/// <param name="Since">Since when the event could have been taken, in seconds.</param>
internal readonly record struct Step(StepKind Kind, int File = 0, bool Failed = false, double Since = 0);

/// <summary>What is to happen, in the order of time.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Step, double> _steps = new();

    /// <summary>Events that wait for their next attempt.</summary>
    public int PutOff { get; private set; }

    /// <summary>Enters a step at a time in seconds.</summary>
    public void Add(Step step, double at)
    {
        if (step.Kind == StepKind.Ready)
        {
            PutOff++;
        }

        _steps.Enqueue(step, at);
    }

    /// <summary>Takes the next step, if there is one.</summary>
    public bool TryTake(out Step step, out double at)
    {
        if (!_steps.TryDequeue(out step, out at))
        {
            return false;
        }

        if (step.Kind == StepKind.Ready)
        {
            PutOff--;
        }

        return true;
    }
}

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
    /// <exception cref="InvalidOperationException">The file has already ended: the simulation counts something twice.</exception>
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
