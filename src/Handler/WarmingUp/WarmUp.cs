using Compressor.Handler.Runtime;

namespace Compressor.Handler.WarmingUp;

/// <summary>
/// Does in init, which Lambda runs at full speed, what the first invocation would else do on its share of a processor: opens the TLS
/// connection to S3 on one thread while an invocation against a canned S3 runs on another. It writes nothing, costs one request at most,
/// takes <see cref="Longest"/> at most and never fails an init.
/// </summary>
internal static class WarmUp
{
    /// <summary>How long init waits for it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(300);

    /// <param name="connections">Opens the connection to S3.</param>
    /// <param name="endpoint">What to connect to; null where that is not known.</param>
    /// <param name="rehearsal">A function like the one to come, with <see cref="CannedS3"/> in place of S3.</param>
    /// <param name="sourceKey">A key that the function takes.</param>
    public static async Task RunAsync(HttpClient connections, Uri? endpoint, Function rehearsal, string sourceKey)
    {
        using var bound = new CancellationTokenSource(Longest);
        var connecting = endpoint is null ? Task.CompletedTask : Task.Run(() => ConnectAsync(connections, endpoint, bound.Token), bound.Token);
        var rehearsing = RehearseAsync(rehearsal, sourceKey, bound.Token);
        try
        {
            await Task.WhenAll(connecting, rehearsing).WaitAsync(bound.Token);
        }
        catch (Exception)
        {
            // Whatever is wrong with S3 or the network, the first event meets it and reports it.
        }
    }

    private static async Task ConnectAsync(HttpClient connections, Uri endpoint, CancellationToken bound)
    {
        // Without a signature: S3 refuses it at once, and keeps the connection.
        using var request = new HttpRequestMessage(HttpMethod.Head, endpoint);
        using var response = await connections.SendAsync(request, bound);
    }

    private static async Task RehearseAsync(Function rehearsal, string sourceKey, CancellationToken bound)
    {
        var context = new InvocationContext { AwsRequestId = "warm-up", InvokedFunctionArn = "", Deadline = DateTimeOffset.MaxValue };
        await rehearsal.FunctionHandler(new Invocation(context, CannedS3.EventOf(sourceKey)), bound);
    }
}
