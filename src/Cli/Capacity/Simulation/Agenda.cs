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
