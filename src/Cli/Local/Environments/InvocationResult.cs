using System.Text.Json;

namespace Compressor.Cli.Local.Environments;

/// <summary>How an invocation ended.</summary>
/// <param name="Payload">The function's response, or the error as JSON.</param>
/// <param name="ErrorType">The error's type where it failed, else null.</param>
/// <param name="ErrorMessage">The error's message where it failed, else null.</param>
/// <param name="Report">What it took.</param>
/// <param name="LogTail">The last 4 KB of its log.</param>
public sealed record InvocationResult(
    ReadOnlyMemory<byte> Payload,
    string? ErrorType,
    string? ErrorMessage,
    InvocationReport Report,
    string LogTail)
{
    /// <summary>Whether the function failed. Lambda's word for it, in headers and dead letters, is <c>Unhandled</c>.</summary>
    public bool Failed => ErrorType is not null;

    /// <summary>The value of X-Amz-Function-Error: custom runtimes only ever get this one.</summary>
    public const string FunctionError = "Unhandled";
}

/// <summary>An invocation's end before it is measured.</summary>
/// <param name="Payload">The response, or the error as JSON.</param>
/// <param name="Status">Its status.</param>
/// <param name="ErrorType">The error's type where it failed, else null.</param>
/// <param name="ErrorMessage">The error's message where it failed, else null.</param>
internal sealed record InvocationEnd(
    ReadOnlyMemory<byte> Payload, InvocationStatus Status, string? ErrorType = null, string? ErrorMessage = null)
{
    /// <summary>An error that the function's process reported itself.</summary>
    /// <param name="payload">The body of its request; Lambda hands it on as it is.</param>
    /// <param name="errorTypeHeader">Lambda-Runtime-Function-Error-Type, used where the body names none.</param>
    public static InvocationEnd Reported(ReadOnlyMemory<byte> payload, string? errorTypeHeader)
    {
        string? type = null;
        string? message = null;
        try
        {
            using var document = JsonDocument.Parse(payload);
            type = Text(document.RootElement, "errorType");
            message = Text(document.RootElement, "errorMessage");
        }
        catch (JsonException)
        {
            // Lambda takes any body; the header still names the error.
        }

        return new(payload, InvocationStatus.Failure, type ?? errorTypeHeader ?? "Runtime.Unknown", message ?? "");
    }

    /// <summary>An error that Lambda itself reports for the function.</summary>
    public static InvocationEnd Raised(InvocationStatus status, string errorType, string errorMessage) =>
        new(JsonSerializer.SerializeToUtf8Bytes(new { errorType, errorMessage }), status, errorType, errorMessage);

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
