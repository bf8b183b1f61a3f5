namespace Compressor.Cli.Local.Environments;

/// <summary>An error that the Invoke API answers.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="type">The error's name: x-amzn-ErrorType.</param>
/// <param name="message">Its message.</param>
/// <param name="reason">A throttle's reason, or null.</param>
internal sealed class InvokeException(int status, string type, string message, string? reason = null) : Exception(message)
{
    public int Status => status;

    public string Type => type;

    /// <summary>The JSON that Lambda answers with it.</summary>
    public IReadOnlyDictionary<string, string> Body
    {
        get
        {
            var body = new Dictionary<string, string> { ["Type"] = "User", ["message"] = Message };
            if (reason is not null)
            {
                body["Reason"] = reason;
            }

            return body;
        }
    }
}
