using System.Net;
using System.Text;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Toolkit.Aws;

/// <summary>Invokes functions: puts events into a function's asynchronous queue, or waits for its answer.</summary>
public sealed class FunctionInvoker(AwsConnection connection) : IDisposable
{
    private const int Attempts = 6;

    private static readonly TimeSpan LongestInvocation = TimeSpan.FromMinutes(15.5);

    private readonly LambdaApi _lambda = new(connection, LongestInvocation);

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
                reason = $"Lambda cannot be reached at {_lambda.Address}: {e.Message}";
            }

            if (attempt == Attempts)
            {
                throw new InvokeFailedException(reason);
            }

            await Task.Delay(TimeSpan.FromMilliseconds((100 << attempt) + Random.Shared.Next(100)), cancellationToken);
        }
    }

    /// <summary>Invokes a function once, and waits for its answer: up to 15 minutes, as long as an invocation may take.</summary>
    /// <param name="function">The function's name or ARN; a qualifier may follow a colon.</param>
    /// <param name="payload">The event: JSON.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvokeFailedException">Lambda did not invoke it; the message says why.</exception>
    public async Task<FunctionAnswer> InvokeAsync(string function, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _lambda.InvokeNowAsync(function, payload, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? new(Header(response, "X-Amz-Function-Error"), body, DecodeLog(Header(response, "X-Amz-Log-Result")))
                : throw new InvokeFailedException($"Lambda answered {(int)response.StatusCode}: {body}");
        }
        catch (HttpRequestException e)
        {
            throw new InvokeFailedException($"Lambda cannot be reached at {_lambda.Address}: {e.Message}");
        }
    }

    public void Dispose() => _lambda.Dispose();

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static string DecodeLog(string? base64) => base64 is null ? "" : Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}

/// <summary>What a function answered.</summary>
/// <param name="Error">Null where it succeeded; else how Lambda classifies the failure, <c>Unhandled</c>.</param>
/// <param name="Payload">Its response, or the error, as JSON.</param>
/// <param name="LogTail">The last 4 KB of the invocation's log.</param>
public sealed record FunctionAnswer(string? Error, string Payload, string LogTail);

/// <summary>An event was not taken, by Lambda or by the queue before it; the message says why.</summary>
public sealed class InvokeFailedException(string message) : CommandException(message.ReplaceLineEndings(" "), CommandRunner.Problems);
