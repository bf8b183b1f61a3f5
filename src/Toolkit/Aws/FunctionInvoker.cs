using System.Net;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Toolkit.Aws;

/// <summary>Puts events into a function's asynchronous queue.</summary>
public sealed class FunctionInvoker(AwsConnection connection) : IDisposable
{
    private const int Attempts = 6;

    private readonly LambdaApi _lambda = new(connection);

    /// <summary>Sends an event, and tries again while Lambda throttles or fails. When it returns, Lambda has taken the event.</summary>
    /// <param name="function">The function's name or ARN; a qualifier may follow a colon.</param>
    /// <param name="payload">The event: JSON.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvokeFailedException">Lambda did not take it; the message says why.</exception>
    public async Task SendAsync(string function, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            string reason;
            try
            {
                using var response = await _lambda.InvokeLaterAsync(function, payload, cancellationToken);
                if (response.StatusCode == HttpStatusCode.Accepted)
                {
                    return;
                }

                reason = $"Lambda answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}";
                if (response.StatusCode != HttpStatusCode.TooManyRequests && (int)response.StatusCode < 500)
                {
                    throw new InvokeFailedException(reason);
                }
            }
            catch (HttpRequestException e)
            {
                reason = $"Lambda cannot be reached: {e.Message}";
            }

            if (attempt == Attempts)
            {
                throw new InvokeFailedException(reason);
            }

            await Task.Delay(TimeSpan.FromMilliseconds((100 << attempt) + Random.Shared.Next(100)), cancellationToken);
        }
    }

    public void Dispose() => _lambda.Dispose();
}

/// <summary>Lambda did not take an event; the message says why.</summary>
public sealed class InvokeFailedException(string message) : CommandException(message.ReplaceLineEndings(" "), CommandRunner.Problems);
