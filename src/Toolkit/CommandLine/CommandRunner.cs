using System.CommandLine;

namespace Compressor.Toolkit.CommandLine;

/// <summary>Runs the command line. An error becomes one line and an exit code.</summary>
public static class CommandRunner
{
    /// <summary>Exit code: the command did its work and found problems.</summary>
    public const int Problems = 1;

    /// <summary>Exit code: wrong usage, or something is missing that must exist first.</summary>
    public const int Usage = 2;

    /// <summary>Exit code: ended by Ctrl-C or SIGTERM.</summary>
    public const int Interrupted = 130;

    /// <summary>Parses and runs; exit 0 good, 1 problems, 2 usage, 130 interrupted.</summary>
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        GlobalOptions.AddTo(root, args);
        CommandHelp.Add(root, "the command did its work and found problems; each command's help says which");
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"compressor: {error.Message}");
            }

            var command = parsed.CommandResult.Command;
            await Console.Error.WriteLineAsync($"compressor: see `{(command == root ? "" : "compressor ")}{command.Name} --help`");
            return Usage;
        }

        try
        {
            // This gives a command time to end its children. A second Ctrl-C ends it at once.
            return await parsed.InvokeAsync(
                new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("compressor: interrupted");
            return Interrupted;
        }
        catch (CommandException e)
        {
            foreach (var line in e.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                await Console.Error.WriteLineAsync($"compressor: {line}");
            }

            return e.ExitCode;
        }
    }
}
