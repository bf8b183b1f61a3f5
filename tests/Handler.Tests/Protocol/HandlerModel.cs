using System.Numerics;

namespace Compressor.Handler.Tests.Protocol;

/// <summary>
/// The handler's protocol as a state machine: each step is one S3 call and what the handler makes of its answer.
/// It is the text of "One object, exactly one outcome" (docs) in code; the handler is the same text with the I/O.
/// </summary>
internal sealed class HandlerModel(Scenario scenario, Rules rules)
{
    /// <summary>What can follow when delivery <paramref name="index"/> makes its next call.</summary>
    public State Step(State state, int index)
    {
        var delivery = state[index];
        return delivery.Next switch
        {
            Call.Get => Get(state, index),
            Call.HeadOutputOfGone => state.With(index, Gone(state, index)),
            Call.PutNew => state.Output.Upload == 0
                ? Put(state, index, delivery)
                : state.With(index, delivery with { Next = Call.HeadOutput }),
            Call.HeadOutput => state.With(index, Compare(state, index, delivery)),
            Call.HeadSource => state.With(index, CheckCurrent(state, delivery)),
            Call.PutOver => SameETag(state.Output, delivery.Seen)
                ? Put(state, index, delivery)
                : state.With(index, delivery with { Next = state.Output.Upload == 0 ? Call.PutNew : Call.HeadOutput, Seen = default }),
            Call.DeleteSuperseded => Delete(state, delivery).With(index, new(Call.Superseded)),
            Call.Delete => Delete(state, delivery).With(index, new(Call.Succeeded)),
            _ => throw new InvalidOperationException($"Nothing follows {delivery.Next}."),
        };
    }

    private Scenario.Event EventOf(int index) => scenario.Events[index];

    private State Get(State state, int index)
    {
        var wanted = EventOf(index).Upload;
        var read = scenario.Versioned && wanted != 0 ? ((state.Versions >> (wanted - 1)) & 1) * wanted : state.Current;
        var next = read == 0 ? new Delivery(Call.HeadOutputOfGone)
            : wanted != 0 && !scenario.SameBytes(read, wanted) ? new(Call.Superseded)
            : new(Call.PutNew, read);
        return state.With(index, next);
    }

    /// <summary>
    /// After a 404 on the GET: an archive of ours, of a newer upload, or of an older one. It does not matter here whether two uploads
    /// have the same bytes.
    /// </summary>
    private Delivery Gone(State state, int index)
    {
        var ours = EventOf(index);
        var output = state.Output;
        if (output.Upload == 0 || ours.Upload == 0)
        {
            return new(Call.SourceMissing);
        }

        if (!ours.Sequenced || !output.Sequenced)
        {
            // The event tells no time: only the same ETag, and the same version where there are versions, says anything.
            var same = scenario.Versioned ? output.Read == ours.Upload : scenario.SameBytes(output.Read, ours.Upload);
            return new(same ? Call.Succeeded : Call.SourceMissing);
        }

        var older = scenario.DeletesSource && rules.HasFlag(Rules.GoneBesideOlderFails) ? Call.DeadLetter : Call.SourceMissing;
        var newer = rules.HasFlag(Rules.GoneComparesOrder) ? Call.Superseded : older;
        return new(output.Upload == ours.Upload ? Call.Succeeded : output.Upload > ours.Upload ? newer : older);
    }

    /// <summary>After a 412: whose archive is there, and is ours the newer one?</summary>
    private Delivery Compare(State state, int index, Delivery delivery)
    {
        var output = state.Output;
        if (output.Upload == 0)
        {
            return delivery with { Next = Call.PutNew };
        }

        var ours = EventOf(index);
        if (ours.Sequenced && output.Sequenced)
        {
            return Decide(ours.Upload.CompareTo(output.Upload), delivery, output);
        }

        if (!rules.HasFlag(Rules.SequencersOnBothSides) && (ours.Sequenced || output.Sequenced))
        {
            return Decide(ours.Sequenced ? 1 : -1, delivery, output);
        }

        var headSource = delivery with { Next = Call.HeadSource, Seen = output };
        if (!rules.HasFlag(Rules.LastModifiedOrders))
        {
            return headSource;
        }

        var order = scenario.LastModified(delivery.Read).CompareTo(scenario.LastModified(output.Read));
        var same = scenario.Versioned ? delivery.Read == output.Read : scenario.SameBytes(delivery.Read, output.Read);
        return order != 0 || same ? Decide(order, delivery, output) : headSource;
    }

    /// <param name="order">Ours against the archive's: newer (positive), older (negative), or the same upload.</param>
    private Delivery Decide(int order, Delivery delivery, Archive output) => order switch
    {
        0 => AfterStoring(delivery),
        > 0 => delivery with { Next = Call.PutOver, Seen = output },
        _ when scenario.Versioned && scenario.DeletesSource && rules.HasFlag(Rules.SupersededDeletesItsVersion) =>
            new(Call.DeleteSuperseded, delivery.Read),
        _ => new(Call.Superseded, delivery.Read),
    };

    /// <summary>Neither sequencers nor times tell: what does the bucket hold now?</summary>
    private Delivery CheckCurrent(State state, Delivery delivery)
    {
        var twin = scenario.SameBytes(delivery.Seen.Read, delivery.Read);
        var current = state.Current != 0
            && (scenario.Versioned ? state.Current == delivery.Read : scenario.SameBytes(state.Current, delivery.Read));
        return current ? delivery with { Next = Call.PutOver }
            : state.Current == 0 && twin ? AfterStoring(delivery)
            : new(state.Current == 0 && rules.HasFlag(Rules.GoneIsNotSuperseded) ? Call.SourceMissing : Call.Superseded);
    }

    private State Put(State state, int index, Delivery delivery)
    {
        var ours = EventOf(index);
        var stored = new Archive(ours.Upload == 0 ? delivery.Read : ours.Upload, delivery.Read, ours.Sequenced);
        return (state with { Output = stored }).With(index, AfterStoring(delivery));
    }

    private Delivery AfterStoring(Delivery delivery) =>
        scenario.DeletesSource ? new(Call.Delete, delivery.Read) : new(Call.Succeeded);

    /// <summary>DELETE with If-Match, or with the versionId, after which the version below is the current one.</summary>
    private State Delete(State state, Delivery delivery)
    {
        if (!scenario.Versioned)
        {
            return state.Current != 0 && scenario.SameBytes(state.Current, delivery.Read)
                ? state with { Current = 0, Versions = 0 }
                : state;
        }

        var versions = state.Versions & ~(1 << (delivery.Read - 1));
        var hidden = state.DeletedByUser == state.Uploaded;
        var newest = 32 - BitOperations.LeadingZeroCount((uint)versions);
        return state with { Versions = versions, Current = hidden ? 0 : newest };
    }

    /// <summary>What If-Match compares: the archive's comment holds the source's ETag, sequencer and Last-Modified.</summary>
    private bool SameETag(Archive one, Archive other) =>
        one.Upload != 0 && other.Upload != 0 && scenario.SameBytes(one.Read, other.Read) && one.Sequenced == other.Sequenced
        && (!one.Sequenced || one.Upload == other.Upload)
        && (!rules.HasFlag(Rules.LastModifiedOrders) || scenario.LastModified(one.Read) == scenario.LastModified(other.Read));
}
