namespace Compressor.Handler.Storage;

/// <summary>
/// Reads every response whole before the SDK sees it, but for the objects themselves. The SDK reads XML synchronously, and here that
/// happens on the thread that would bring the rest of it: with a body still on its way, both would wait forever.
/// </summary>
internal sealed class BufferedResponses(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            if (request.Method != HttpMethod.Get || !response.IsSuccessStatusCode)
            {
                await response.Content.LoadIntoBufferAsync(cancellationToken);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
