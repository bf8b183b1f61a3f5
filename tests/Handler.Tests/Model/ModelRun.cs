using System.Text;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Http;
using Compressor.LoopbackS3.Notifications;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Model;

/// <summary>
/// One seed: uploads, overwrites and deletions of a key or two; their events late, twice, reordered and requeued, delivered by
/// handlers in parallel whose requests interleave as the seed says; faults, kills, retries, dead letters; and then quiet.
/// </summary>
internal sealed class ModelRun : IDisposable
{
    private const int MaximumAttempts = 3;
    private static readonly string[] Names = ["one", "two", "three"];

    private readonly Plan plan;
    private readonly LoopbackServer server;
    private readonly Bucket bucket;
    private readonly Turnstile turnstile = new();
    private readonly List<KeyHistory> histories;
    private readonly List<Pending> queue = [];
    private readonly List<Pending> past = [];
    private readonly List<Running> running = [];
    private readonly Dictionary<string, (HandlerUnderTest Handler, ImpatientClient Client)> handlers;
    private readonly StringBuilder trace = new();
    private int events;
    private int excused; // Multipart uploads that nobody can abort: their handler was killed, or never heard of them.

    public ModelRun(int seed, LoopbackServer server)
    {
        this.server = server;
        plan = new Plan(seed);
        bucket = server.CreateBucket($"seed-{seed}", plan.Bucket);
        histories = [.. Enumerable.Range(0, plan.Keys).Select(i => new KeyHistory($"incoming/day/{i}.json"))];
        handlers = Names.ToDictionary(name => name, name =>
        {
            var client = new ImpatientClient(server.Endpoint, name);
            return (new HandlerUnderTest(server, plan.Settings, client, plan.Limits), client);
        });
        server.Gate = turnstile.WaitAsync;
        trace.AppendLine($"seed {seed}: {plan}");
    }

    public string Trace => trace.ToString();

    public int Events => events;

    public int DeadLetters => histories.Sum(history => history.DeadLetters);

    /// <summary>Runs to the end and returns what is wrong there, or null.</summary>
    public async Task<string?> RunAsync()
    {
        var steps = plan.Steps;
        while (steps > 0 || queue.Count > 0 || running.Count > 0)
        {
            await turnstile.SettleAsync(running);
            foreach (var ended in running.FindAll(x => x.Answer.IsCompleted))
            {
                await EndAsync(ended);
            }

            var turn = plan.Next(10);
            if (steps > 0 && (turn < 3 || queue.Count + running.Count == 0))
            {
                steps--;
                ChangeSource();
            }
            else if (queue.Count > 0 && (turn < 6 || running.Count == 0) && running.Count < Names.Length)
            {
                Start();
            }
            else if (running.Count > 0)
            {
                LetOneThrough();
            }
        }

        return histories.Select(history => Aftermath.Fault(bucket, plan, history)).FirstOrDefault(fault => fault is not null)
            ?? (histories.Sum(x => x.Ended + x.DeadLetters) == events ? null : "events got lost")
            ?? (bucket.Uploads.Open.Count <= excused ? null : "a multipart upload was left open");
    }

    public void Dispose()
    {
        server.Gate = null;
        turnstile.Dispose();
        foreach (var (handler, client) in handlers.Values)
        {
            handler.Dispose();
            client.Dispose();
        }
    }

    private void ChangeSource()
    {
        var history = plan.Pick(histories);
        var kind = plan.Next(10);
        if (kind < 6 || history.Newest == 0)
        {
            // A second between two uploads: what orders them where there are no sequencers.
            server.ClockOffset += TimeSpan.FromSeconds(1);
            var content = plan.Content();
            bucket.Put(history.Key, content);
            history.Uploaded(content);
            var e = bucket.Events[^1];
            Enqueue(new(history.Key, history.Newest, ObjectEvent.ToJson([e], plan.Sequenced), e), $"upload of {content.Length} bytes, etag {e.ETag[..4]}, to");
        }
        else if (kind < 7 && bucket.Find(history.Key) is not null && history.DeletedByUser == 0)
        {
            bucket.Delete(history.Key);
            history.Deleted();
            trace.Append("  user deletes ").AppendLine(history.Key);
        }
        else if (kind < 8 && plan.MayLackSequencers && bucket.Find(history.Key) is { } current)
        {
            var e = new ObjectEvent("ObjectCreated:Put", bucket.Name, current.Key, current.ETag, current.VersionId, current.Content.Length, current.Sequencer, DateTimeOffset.UtcNow);
            Enqueue(new(history.Key, 0, ObjectEvent.ToJson([e], withSequencers: false), e), "requeue");
        }
        else if (past.Count > 0)
        {
            Enqueue(plan.Pick(past) with { Attempts = 0 }, "duplicate of");
        }
    }

    private void Enqueue(Pending pending, string what)
    {
        events++;
        queue.Add(pending);
        past.Add(pending);
        trace.Append("  ").Append(what).Append(' ').Append(pending).AppendLine();
    }

    private void Start()
    {
        var pending = plan.Pick(queue);
        queue.Remove(pending);
        var name = Names.First(name => !running.Exists(x => x.Handler == name));
        var answer = handlers[name].Handler.InvokeAsync(pending.Json);
        answer.ContinueWith(_ => turnstile.Finished(), TaskScheduler.Default);
        running.Add(new(name, pending, answer));
        trace.Append("  ").Append(name).Append(" takes ").Append(pending).AppendLine();
    }

    private void LetOneThrough()
    {
        var one = plan.Pick(running);
        if (turnstile.Waiting(one.Handler) is not { } request)
        {
            return;
        }

        var killed = plan.FaultRate > 0 && plan.Chance(0.05);
        var fault = killed ? null : plan.Fault(request);
        excused += killed || (fault is not null && request.Operation is S3Operation.CreateMultipartUpload or S3Operation.AbortMultipartUpload) ? 1 : 0;
        trace.Append("  ").Append(one.Handler).Append(' ').Append(request.Operation).Append(' ').Append(fault?.Kind);
        if (!killed)
        {
            turnstile.Let(one.Handler, fault);
        }
        else if (plan.Chance(0.5))
        {
            trace.Append("killed before it");
            turnstile.Kill(one.Handler);
        }
        else
        {
            trace.Append("killed after it");
            turnstile.Let(one.Handler, new FaultRule(FaultKind.LostResponse));
            turnstile.Kill(one.Handler);
        }

        trace.AppendLine();
    }

    private async Task EndAsync(Running ended)
    {
        running.Remove(ended);
        var answer = await ended.Answer;
        var killed = turnstile.Revive(ended.Handler);
        var (delivery, history) = (ended.Delivery, histories.Find(x => x.Key == ended.Delivery.Key)!);
        trace.Append("  ").Append(ended.Handler).Append(" ends ").Append(delivery).Append(": ").Append(killed ? "killed" : answer.ToString()).AppendLine();
        if (!killed && answer.ErrorType is null)
        {
            history.Succeeded(delivery.Upload, answer.Outcomes.ShouldHaveSingleItem());
        }
        else if (delivery.Attempts + 1 < MaximumAttempts)
        {
            queue.Add(delivery with { Attempts = delivery.Attempts + 1 });
        }
        else
        {
            history.Failed(delivery.Upload);
            trace.Append("  dead letter ").Append(delivery).AppendLine();
        }
    }
}
