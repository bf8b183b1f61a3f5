using Compressor.Handler.Runtime;

namespace Compressor.Handler.Startup;

/// <summary>
/// Does in init, which Lambda runs at full speed, what the first invocation would else do on its share of a processor: opens the TLS
/// connection to S3 on one thread while an invocation against a canned S3 runs on another. It writes nothing, costs one request at most,
/// takes <see cref="Longest"/> at most and never fails an init.
/// </summary>
internal sealed class WarmUp : IDisposable
{
    /// <summary>How long init waits for it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _bound = new(Longest);
    private readonly ColdStartClock _clock;
    private readonly Task _connecting;

    /// <summary>Starts to connect, which takes longest, so that all else happens meanwhile.</summary>
    /// <param name="connections">Opens the connection to S3.</param>
    /// <param name="endpoint">What to connect to; null where that is not known.</param>
    /// <param name="clock">Told what is over.</param>
    public WarmUp(HttpClient connections, Uri? endpoint, ColdStartClock clock)
    {
        _clock = clock;
        _connecting = endpoint is null ? Task.CompletedTask : Task.Run(() => ConnectAsync(connections, endpoint), _bound.Token);
    }

    /// <summary>Rehearses an invocation, and waits for the connection.</summary>
    /// <param name="rehearsal">A function like the one to come, with <see cref="CannedS3"/> in place of S3.</param>
    /// <param name="sourceKey">A key that the function takes.</param>
    public async Task CompleteAsync(Function rehearsal, string sourceKey)
    {
        try
        {
            await Task.WhenAll(RehearseAsync(rehearsal, sourceKey), _connecting).WaitAsync(_bound.Token);
        }
        catch (Exception)
        {
            // Whatever is wrong with S3 or the network, the first event meets it and reports it.
        }
    }

    public void Dispose() => _bound.Dispose();

    private async Task ConnectAsync(HttpClient connections, Uri endpoint)
    {
        // Without a signature: S3 refuses it at once, and keeps the connection.
        using var request = new HttpRequestMessage(HttpMethod.Head, endpoint);
        using var response = await connections.SendAsync(request, _bound.Token);
        _clock.Mark(ColdStartPhase.Answered);
    }

    private async Task RehearseAsync(Function rehearsal, string sourceKey)
    {
        var context = new InvocationContext { AwsRequestId = "warm-up", Deadline = DateTimeOffset.MaxValue };
        await rehearsal.FunctionHandler(new Invocation(context, CannedS3.EventOf(sourceKey)), _bound.Token);
        _clock.Mark(ColdStartPhase.Rehearsed);
    }
}
