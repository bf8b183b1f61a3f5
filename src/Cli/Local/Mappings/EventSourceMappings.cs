using Amazon.SQS;
using Compressor.Cli.Local.Environments;
using Compressor.Cli.Local.Invocations;

namespace Compressor.Cli.Local.Mappings;

/// <summary>
/// Polls the queue of each event source mapping that the local AWS has for the function, from when it is made until it is gone.
/// </summary>
internal sealed class EventSourceMappings : IAsyncDisposable
{
    /// <summary>The path of the local AWS's list of them (<c>aws_server.py</c>).</summary>
    public const string ListPath = "/compressor/event-source-mappings";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly LocalLambdaOptions _options;
    private readonly EnvironmentPool _pool;
    private readonly Func<ExecutionEnvironment, Invocation, Task<InvocationResult>> _invoke;
    private readonly IAmazonSQS _sqs;
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _watching;
    private volatile IReadOnlyList<QueuePoller> _pollers = [];

    public EventSourceMappings(
        Uri list, LocalLambdaOptions options, EnvironmentPool pool, Func<ExecutionEnvironment, Invocation, Task<InvocationResult>> invoke)
    {
        (_options, _pool, _invoke) = (options, pool, invoke);
        var connection = options.CreateConnection();
        (_sqs, _http) = (connection.CreateSqs(), connection.CreateHttpClient());
        _watching = WatchAsync(list, _closing.Token);
    }

    /// <summary>Whether a batch is worked on, or a queue has messages.</summary>
    public async Task<bool> AreQuietAsync(CancellationToken cancellationToken)
    {
        foreach (var poller in _pollers)
        {
            if (poller.Working > 0 || !await poller.IsEmptyAsync(cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Receives no more. End the environments first: what they work on is waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _watching;
        foreach (var poller in _pollers)
        {
            await poller.DisposeAsync();
        }

        _sqs.Dispose();
        _http.Dispose();
        _closing.Dispose();
    }

    private async Task WatchAsync(Uri list, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(EventSourceMapping.ParseAll(await _http.GetStringAsync(list, cancellationToken)));
                await Task.Delay(Interval, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (HttpRequestException)
            {
                // The local AWS ends.
                return;
            }
        }
    }

    private async Task FollowAsync(IReadOnlyList<EventSourceMapping> mappings)
    {
        var before = _pollers;
        _pollers =
        [
            .. mappings.Select(mapping =>
                before.FirstOrDefault(poller => poller.Mapping == mapping) ?? new QueuePoller(mapping, _options, _pool, _sqs, _invoke)),
        ];
        foreach (var ended in before.Except(_pollers))
        {
            await ended.DisposeAsync();
        }
    }
}
