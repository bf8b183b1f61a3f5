using System.Text;

namespace Compressor.Handler.Tests.Model;

/// <summary>The events that wait, in Lambda's queue or in SQS, and what becomes of those that were delivered.</summary>
internal sealed class ModelQueue(Plan plan, IReadOnlyList<KeyHistory> histories, StringBuilder trace)
{
    private const int MaxAttempts = 3;
    private const int MaxMessages = 4;
    private const int MaxRecords = 3;

    private readonly List<Pending> _waiting = [];
    private readonly List<Pending> _past = [];

    /// <summary>How many wait.</summary>
    public int Count => _waiting.Count;

    /// <summary>How many there were.</summary>
    public int Events => _past.Count;

    /// <summary>All that there were.</summary>
    public IReadOnlyList<Pending> Past => _past;

    public void Add(Pending pending, string what)
    {
        _waiting.Add(pending);
        _past.Add(pending);
        trace.Append("  ").Append(what).Append(' ').Append(pending).AppendLine();
    }

    /// <summary>Takes what one invocation gets: an event, or a batch of messages with one or more events each.</summary>
    public IReadOnlyList<IReadOnlyList<Pending>> Take()
    {
        var messages = new List<IReadOnlyList<Pending>>();
        do
        {
            var message = new List<Pending>();
            do
            {
                message.Add(plan.Pick(_waiting));
                _waiting.Remove(message[^1]);
            }
            while (plan.Batches && Count > 0 && message.Count < MaxRecords && plan.Chance(0.3));
            messages.Add(message);
        }
        while (plan.Batches && Count > 0 && messages.Count < MaxMessages && plan.Chance(0.7));
        return messages;
    }

    /// <summary>A message that succeeded is gone; one that failed comes again with all of its records, or is dead.</summary>
    public void End(IReadOnlyList<IReadOnlyList<Pending>> messages, ModelAnswer answer)
    {
        foreach (var (message, outcomes) in messages.Zip(answer.Outcomes))
        {
            if (outcomes is null)
            {
                Fail(message);
                continue;
            }

            outcomes.Count.ShouldBe(message.Count);
            foreach (var (delivery, outcome) in message.Zip(outcomes))
            {
                HistoryOf(delivery).Succeeded(delivery.Upload, outcome);
            }
        }
    }

    private void Fail(IReadOnlyList<Pending> message)
    {
        foreach (var delivery in message)
        {
            if (delivery.Attempts + 1 < MaxAttempts)
            {
                _waiting.Add(delivery with { Attempts = delivery.Attempts + 1 });
            }
            else
            {
                HistoryOf(delivery).Failed(delivery.Upload);
                trace.Append("  dead letter ").Append(delivery).AppendLine();
            }
        }
    }

    private KeyHistory HistoryOf(Pending delivery) => histories.Single(x => x.Key == delivery.Key);
}
