using System.Text;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Notifications;
using Compressor.LoopbackS3.Storage;

namespace Compressor.Handler.Tests.Model;

/// <summary>
/// One seed: uploads, overwrites and deletions of a key or two; their events late, twice, reordered and requeued, delivered by
/// handlers in parallel whose requests interleave as the seed says; faults, kills, retries, dead letters; and then quiet.
/// </summary>
internal sealed class ModelRun : IDisposable
{
    private static readonly string[] Names = ["one", "two", "three"];

    private readonly Plan _plan;
    private readonly LoopbackS3Server _server;
    private readonly Bucket _bucket;
    private readonly Turnstile _turnstile = new();
    private readonly List<KeyHistory> _histories;
    private readonly ModelQueue _queue;
    private readonly List<Running> _running = [];
    private readonly Dictionary<string, (HandlerUnderTest Handler, ImpatientClient Client)> _handlers;
    private readonly StringBuilder _trace = new();
    private int _excused; // Multipart uploads that nobody can abort: their handler was killed, or never heard of them.

    public ModelRun(int seed, LoopbackS3Server server)
    {
        _server = server;
        _plan = new Plan(seed);
        _bucket = _server.CreateBucket($"seed-{seed}", _plan.Bucket);
        _histories = [.. Enumerable.Range(0, _plan.Keys).Select(i => new KeyHistory($"incoming/day/{i}.json"))];
        _queue = new(_plan, _histories, _trace);
        _handlers = Names.ToDictionary(name => name, name =>
        {
            var client = new ImpatientClient(_server.Endpoint, name);
            return (new HandlerUnderTest(_server, _plan.Settings, client, _plan.Limits), client);
        });
        _server.Gate = _turnstile.WaitAsync;
        _trace.AppendLine($"seed {seed}: {_plan}");
    }

    public string Trace => _trace.ToString();

    public int Events => _queue.Events;

    public int DeadLetters => _histories.Sum(history => history.DeadLetters);

    /// <summary>Runs to the end and returns what is wrong there, or null.</summary>
    public async Task<string?> RunAsync()
    {
        var steps = _plan.Steps;
        while (steps > 0 || _queue.Count > 0 || _running.Count > 0)
        {
            await _turnstile.SettleAsync(_running);
            foreach (var ended in _running.FindAll(x => x.Response.IsCompleted))
            {
                await EndAsync(ended);
            }

            var turn = _plan.Next(10);
            if (steps > 0 && (turn < 3 || _queue.Count + _running.Count == 0))
            {
                steps--;
                ChangeSource();
            }
            else if (_queue.Count > 0 && (turn < 6 || _running.Count == 0) && _running.Count < Names.Length)
            {
                Start();
            }
            else if (_running.Count > 0)
            {
                LetOneThrough();
            }
        }

        return _histories.Select(history => Aftermath.Fault(_bucket, _plan, history)).FirstOrDefault(fault => fault is not null)
            ?? (_histories.Sum(x => x.Ended + x.DeadLetters) == _queue.Events ? null : "events got lost")
            ?? (_bucket.Uploads.Open.Count <= _excused ? null : "a multipart upload was left open");
    }

    public void Dispose()
    {
        _server.Gate = null;
        _turnstile.Dispose();
        foreach (var (handler, client) in _handlers.Values)
        {
            handler.Dispose();
            client.Dispose();
        }
    }

    private void ChangeSource()
    {
        var history = _plan.Pick(_histories);
        var kind = _plan.Next(10);
        if (kind < 6 || history.Newest == 0)
        {
            // A second between two uploads: what orders them where there are no sequencers.
            _server.ClockOffset += TimeSpan.FromSeconds(1);
            var content = _plan.Content();
            _bucket.Put(history.Key, content);
            history.Uploaded(content);
            var e = _bucket.Events[^1];
            var upload = new Pending(history.Key, history.Newest, ObjectEvent.ToJson([e], _plan.Sequenced), e);
            _queue.Add(upload, $"upload of {content.Length} bytes, etag {e.ETag[..4]}, to");
        }
        else if (kind < 7 && _bucket.Find(history.Key) is not null && history.DeletedByUser == 0)
        {
            _bucket.Delete(history.Key);
            history.Deleted();
            _trace.Append("  user deletes ").AppendLine(history.Key);
        }
        else if (kind < 8 && _plan.MayLackSequencers && _bucket.Find(history.Key) is { } current)
        {
            _queue.Add(Pending.Requeue(_bucket.Name, current), "requeue");
        }
        else if (_running.Count > 0 && _plan.Chance(0.5))
        {
            _queue.Add(_plan.Pick(_plan.Pick(_plan.Pick(_running).Messages)) with { Attempts = 0 }, "visible again, while at work,");
        }
        else if (_queue.Past.Count > 0)
        {
            _queue.Add(_plan.Pick(_queue.Past) with { Attempts = 0 }, "duplicate of");
        }
    }

    private void Start()
    {
        var messages = _queue.Take();
        var name = Names.First(name => !_running.Exists(x => x.Handler == name));
        var response = _handlers[name].Handler.RespondAsync(Running.ToJson(messages));
        response.ContinueWith(_ => _turnstile.Finished(), TaskScheduler.Default);
        _running.Add(new(name, messages, response));
        _trace.Append("  ").Append(name).Append(" takes ").Append(_running[^1]).AppendLine();
    }

    private void LetOneThrough()
    {
        var one = _plan.Pick(_running);
        if (_turnstile.Waiting(one.Handler, _plan.Next) is not { } request)
        {
            return;
        }

        var killed = _plan.FaultRate > 0 && _plan.Chance(0.05);
        var fault = killed ? null : _plan.Fault(request);
        var leavesParts = request.Operation is S3Operation.CreateMultipartUpload or S3Operation.AbortMultipartUpload;
        _excused += killed || (fault is not null && leavesParts) ? 1 : 0;
        _trace.Append("  ").Append(one.Handler).Append(' ').Append(request.Operation).Append(' ').Append(request.Key);
        _trace.Append(' ').Append(fault?.Kind);
        if (!killed)
        {
            _turnstile.Let(request, fault);
        }
        else if (_plan.Chance(0.5))
        {
            _trace.Append("killed before it");
            _turnstile.Kill(one.Handler);
        }
        else
        {
            _trace.Append("killed after it");
            _turnstile.Let(request, new FaultRule(FaultKind.LostResponse));
            _turnstile.Kill(one.Handler);
        }

        _trace.AppendLine();
    }

    private async Task EndAsync(Running ended)
    {
        _running.Remove(ended);
        var answer = await ModelAnswer.FromAsync(ended);
        var killed = _turnstile.Revive(ended.Handler);
        _trace.AppendLine($"  {ended.Handler} ends {ended}: {(killed ? "killed" : answer)}");
        _queue.End(ended.Messages, killed ? ModelAnswer.Failure(ended, "killed") : answer);
    }
}
