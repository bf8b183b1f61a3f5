using System.Collections.Concurrent;
using Compressor.Cli.Local.DeadLetters;
using Compressor.Cli.Local.Environments;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.InvokeApi;
using Compressor.Cli.Local.Mappings;
using Compressor.Cli.Local.Processes;
using Compressor.Cli.Local.Queue;
using Compressor.Cli.Local.Versions;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Local;

/// <summary>
/// A Lambda service for one function with a custom runtime: environments, Invoke API, queue and dead letters, all in memory.
/// </summary>
public sealed class LocalLambda : IAsyncDisposable
{
    /// <summary>How many reports and outcomes are kept: the last ones.</summary>
    public const int MaxKept = 100_000;

    private readonly ConcurrentQueue<InvocationReport> _reports = new();
    private readonly ConcurrentQueue<ObjectOutcome> _outcomes = new();
    private readonly ChildStarter _starter = new();
    private readonly LogFile _log;
    private readonly FunctionVersions _versions;
    private readonly EnvironmentPool _pool;
    private readonly DeadLetterQueue _deadLetters;
    private readonly EventQueue _queue;
    private readonly EventSourceMappings? _mappings;
    private readonly LambdaServer _server;
    private readonly Lock _counting = new();
    private LocalLambdaSnapshot _counters = new();
    private int _disposed;

    private LocalLambda(LocalLambdaOptions options, FunctionVersions versions)
    {
        _log = new(options.LogFile);
        _versions = versions;
        var blueprint = new EnvironmentBlueprint(
            options,
            _starter,
            _log.Write,
            (environment, init) => Happen(new EnvironmentStarted(environment.Number, environment.ProcessId, init.TotalMilliseconds)),
            (environment, reason) => Happen(new EnvironmentEnded(environment.Number, reason)));
        _pool = new(
            Enumerable.Range(0, options.EffectiveConcurrency).Select(
                number => new ExecutionEnvironment(blueprint, number, () => _server!.RuntimeApi(number))),
            versions.Choose);
        _deadLetters = new(options, Happen);
        _queue = new(options, _pool, InvokeAsync, _deadLetters, Happen);
        _mappings = options.MappingList is { } list ? new(list, options, _pool, InvokeAsync) : null;
        _server = new(options, _pool, new(options, versions, _pool, _queue, InvokeAsync, Happen));
    }

    /// <summary>Called for each event, on the thread where it happens. A handler returns soon and does not throw.</summary>
    public event Action<LocalLambdaEvent>? Happened;

    /// <summary>Where the Invoke API is: http, on loopback.</summary>
    public Uri InvokeEndpoint => _server.InvokeEndpoint;

    /// <summary>How many environments there may be.</summary>
    public int Concurrency => _pool.All.Count;

    /// <summary>The counters now.</summary>
    public LocalLambdaSnapshot Snapshot
    {
        get
        {
            var (ready, later, _) = _queue.Counts;
            lock (_counting)
            {
                return _counters with { Queued = ready + later, Waiting = later, Running = _pool.Busy };
            }
        }
    }

    /// <summary>The reports of the last invocations, oldest first; at most <see cref="MaxKept"/>.</summary>
    public IReadOnlyList<InvocationReport> Reports => [.. _reports];

    /// <summary>What the function said of the last objects, oldest first; at most <see cref="MaxKept"/>.</summary>
    public IReadOnlyList<ObjectOutcome> Outcomes => [.. _outcomes];

    /// <summary>The ids of the processes that run now.</summary>
    public IReadOnlyList<int> ProcessIds => [.. _pool.All.Select(environment => environment.ProcessId).OfType<int>()];

    /// <summary>Unpacks the function and listens. No environment is started before it is needed.</summary>
    /// <exception cref="CommandException">The function's zip cannot be used, or the port is taken.</exception>
    public static async Task<LocalLambda> StartAsync(LocalLambdaOptions options, CancellationToken cancellationToken)
    {
        var lambda = new LocalLambda(options, await FunctionVersions.StartAsync(options, cancellationToken));
        try
        {
            await lambda._server.StartAsync(cancellationToken);
            return lambda;
        }
        catch (Exception)
        {
            await lambda.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs another program from the next invocations on. Those in progress end as they began.</summary>
    internal void Replace(string bootstrap, TimeSpan buildTime)
    {
        _versions.Run(bootstrap);
        Happen(new CodeReplaced(Math.Round(buildTime.TotalSeconds, 1)));
    }

    /// <summary>Counts an event, and passes it on.</summary>
    internal void Happen(LocalLambdaEvent happened)
    {
        lock (_counting)
        {
            _counters = _counters.Add(happened);
        }

        Happened?.Invoke(happened);
    }

    /// <summary>Waits until no event or message waits or runs, and every dead letter has been delivered.</summary>
    public async Task WaitUntilQuietAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (_queue.Counts != (0, 0, 0) || _pool.Busy > 0 || (_mappings is not null && !await _mappings.AreQuietAsync(cancellationToken)))
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>Ends every environment at once. Waiting events are dropped.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _pool.DisposeAsync();
        await _queue.DisposeAsync();
        if (_mappings is not null)
        {
            await _mappings.DisposeAsync();
        }

        await _server.DisposeAsync();
        await _versions.DisposeAsync();
        _deadLetters.Dispose();
        _starter.Dispose();
        _log.Dispose();
    }

    private async Task<InvocationResult> InvokeAsync(ExecutionEnvironment environment, Invocation invocation)
    {
        try
        {
            var result = await environment.InvokeAsync(invocation);
            var outcomes = result.Failed ? [] : ObjectOutcome.Parse(result.Payload);
            Keep(_reports, result.Report);
            foreach (var outcome in outcomes)
            {
                Keep(_outcomes, outcome);
            }

            Happen(new InvocationFinished(result.Report, result.ErrorType, result.ErrorMessage, outcomes));
            return result;
        }
        finally
        {
            _pool.Return(environment);
        }
    }

    private static void Keep<T>(ConcurrentQueue<T> queue, T item)
    {
        queue.Enqueue(item);
        if (queue.Count > MaxKept)
        {
            queue.TryDequeue(out _);
        }
    }
}
