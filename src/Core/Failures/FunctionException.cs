namespace Compressor.Core.Failures;

/// <summary>A failure of one object that Lambda retries, and that then reaches the dead letter queue under its name.</summary>
/// <param name="errorType">One of <see cref="ErrorTypes"/>.</param>
/// <param name="message">What happened to which object, and what to do about it.</param>
/// <param name="cause">The exception below it, if any.</param>
public sealed class FunctionException(string errorType, string message, Exception? cause = null)
    : Exception(message, cause), IFunctionFailure
{
    /// <inheritdoc/>
    public string ErrorType { get; } = errorType;
}
