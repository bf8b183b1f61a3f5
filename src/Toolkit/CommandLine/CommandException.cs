namespace Compressor.Toolkit.CommandLine;

/// <summary>A command cannot go on. It ends with the message, which says what to do, and with the exit code.</summary>
/// <param name="message">One line; more only to name several problems of the same kind, a line each.</param>
/// <param name="exitCode">2 where the call or something around it has to change first, 1 where the work itself failed.</param>
public class CommandException(string message, int exitCode = CommandRunner.Usage) : Exception(message)
{
    /// <summary>The exit code of the command.</summary>
    public int ExitCode { get; } = exitCode;
}
