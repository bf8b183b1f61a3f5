namespace Compressor.Handler.Tests.Protocol;

/// <summary>
/// Walks every interleaving of a scenario, breadth first, so that what it finds is the shortest trace: uploads, a
/// deletion by the user at any time, each call of each delivery, lost responses, crashes and dead letters between any two calls.
/// </summary>
/// <remarks>
/// A crashed delivery starts again as often as it likes and may end in the dead letters whenever it stands at its
/// start: a superset of Lambda's two retries, with nothing to count. A request of a killed environment that S3 still
/// carries out later is the same as a slow second delivery.
/// </remarks>
internal sealed class Checker(Scenario scenario, Rules rules, bool bytesToo = true)
{
    private readonly HandlerModel _handler = new(scenario, rules);
    private readonly Dictionary<UInt128, UInt128> _seen = [];
    private readonly List<State> _following = [];

    public int States => _seen.Count;

    /// <summary>Returns null where every end is a good one, else the shortest way to a bad one.</summary>
    public string? ShortestWayToABadEnd() => ShortestWayTo(state => Judge.Fault(scenario, state, bytesToo));

    /// <param name="fault">Says what is wrong with an end, or null.</param>
    public string? ShortestWayTo(Func<State, string?> fault)
    {
        var queue = new Queue<UInt128>([default(State).Pack()]);
        _seen.Add(queue.Peek(), default);
        while (queue.TryDequeue(out var packed))
        {
            var state = State.Unpack(packed);
            Follow(state, names: null);
            foreach (var next in _following)
            {
                var key = Sorted(next).Pack();
                if (_seen.TryAdd(key, packed))
                {
                    queue.Enqueue(key);
                }
            }

            if (_following.Count == 0 && fault(state) is { } wrong)
            {
                return $"{wrong}: {Trace(packed)}";
            }
        }

        return null;
    }

    /// <summary>Fills <see cref="_following"/>, and <paramref name="names"/> where a trace wants them.</summary>
    private void Follow(State state, List<string>? names)
    {
        _following.Clear();
        if (state.Uploaded < scenario.Uploads)
        {
            var upload = state.Uploaded + 1;
            var versions = (scenario.Versioned ? state.Versions : 0) | (1 << state.Uploaded);
            _following.Add(state with { Uploaded = upload, Current = upload, Versions = versions });
            names?.Add($"upload {scenario.Bytes[upload - 1]}{upload}");
        }

        if (state.Current != 0 && state.DeletedByUser == 0)
        {
            _following.Add(state with { Current = 0, Versions = scenario.Versioned ? state.Versions : 0, DeletedByUser = state.Uploaded });
            names?.Add("the user deletes");
        }

        for (var index = 0; index < scenario.Events.Count; index++)
        {
            var delivery = state[index];
            if (!delivery.Ended && state.Uploaded >= Math.Max(1, scenario.Events[index].Upload))
            {
                Deliver(state, index, delivery, names);
            }
        }
    }

    private void Deliver(State state, int index, Delivery delivery, List<string>? names)
    {
        var next = _handler.Step(state, index);
        var name = names is null ? "" : $"{(char)('a' + index)} (event {scenario.Events[index].Upload})";
        _following.Add(next);
        names?.Add($"{name} {delivery.Next} -> {next[index].Next}");

        var starts = delivery.Next == Call.Get;
        var isAnswered = scenario.IsInBatch(index) && !rules.HasFlag(Rules.FailedMessagesComeAgain);
        _following.Add(state.With(index, new(isAnswered ? Call.Succeeded : starts ? Call.DeadLetter : Call.Get)));
        names?.Add($"{name} {(starts ? "fails to the end" : "crashes")}");
        if (scenario.IsInBatch(index))
        {
            _following.Add(Killed(state, scenario.Events[index].Batch));
            names?.Add($"the batch of {name} is killed");
        }

        if (next.Output != state.Output || next.Versions != state.Versions)
        {
            _following.Add(next.With(index, delivery));
            names?.Add($"{name} {delivery.Next}, response lost");
        }
    }

    /// <summary>
    /// An invocation ends without an answer, or is still at work when its messages come again: whatever had ended begins anew. What was
    /// received too often does not.
    /// </summary>
    private State Killed(State state, int batch)
    {
        for (var index = 0; index < scenario.Events.Count; index++)
        {
            if (scenario.Events[index].Batch == batch && state[index].Next != Call.DeadLetter)
            {
                state = state.With(index, new(Call.Get));
            }
        }

        return state;
    }

    /// <summary>Two deliveries of one event are interchangeable: the order of their states is made one.</summary>
    private State Sorted(State state)
    {
        for (var index = 1; index < scenario.Events.Count; index++)
        {
            var (one, other) = (state[index - 1], state[index]);
            if (AreInterchangeable(index - 1, index) && one.Pack() > other.Pack())
            {
                state = state.With(index - 1, other).With(index, one);
            }
        }

        return state;
    }

    private bool AreInterchangeable(int one, int other) =>
        scenario.Events[one] with { Batch = 0 } == scenario.Events[other] with { Batch = 0 }
        && (scenario.Events[one].Batch == scenario.Events[other].Batch || (!scenario.IsInBatch(one) && !scenario.IsInBatch(other)));

    private string Trace(UInt128 end)
    {
        var steps = new List<string>();
        var start = default(State).Pack();
        for (var at = end; at != start; at = _seen[at])
        {
            var names = new List<string>();
            Follow(State.Unpack(_seen[at]), names);
            steps.Add(names[_following.FindIndex(next => Sorted(next).Pack() == at)]);
        }

        steps.Reverse();
        return string.Join("; ", steps);
    }
}
