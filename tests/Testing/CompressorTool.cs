using System.Diagnostics;

namespace Compressor.Testing;

/// <summary>The command-line tool as a process, from the folder of the tests that run it.</summary>
public static class CompressorTool
{
    /// <summary>How long a run may take before the test fails.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Starts it.</summary>
    /// <param name="environment">Variables beside this process's own. Null removes one of those.</param>
    /// <param name="arguments">The verb and its arguments.</param>
    public static Process Start(IEnumerable<KeyValuePair<string, string?>> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "compressor"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="environment">Variables beside this process's own. Null removes one of those.</param>
    /// <param name="arguments">The verb and its arguments.</param>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        IEnumerable<KeyValuePair<string, string?>> environment, params IEnumerable<string> arguments)
    {
        using var tool = Start(environment, arguments);
        var (output, error) = (tool.StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
        await tool.WaitForExitAsync().WaitAsync(Patience);
        return (tool.ExitCode, await output, await error);
    }
}
