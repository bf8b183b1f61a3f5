using System.Diagnostics;

namespace Compressor.Testing;

/// <summary>A program that was run to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Error">What it wrote to its standard error.</param>
public sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>No test's program takes as long, even on a busy machine.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(6);

    /// <summary>The tool <c>compressor</c>, for projects that refer to it.</summary>
    public static string Compressor { get; } = Path.Combine(AppContext.BaseDirectory, "compressor");

    /// <summary>Runs a program; ends it, with what it started, where it takes minutes.</summary>
    /// <param name="program">Its path, or its name where it is on PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Environment variables beside this process's own; a null value takes one away.</param>
    /// <param name="folder">Its working folder; this process's where null.</param>
    /// <param name="input">What it reads from its standard input.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static async Task<ProgramRun> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string?>>? variables = null,
        string? folder = null,
        string input = "")
    {
        using var process = Start(program, arguments, variables, folder);
        using var timeout = new CancellationTokenSource(Timeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(timeout.Token);
            return new(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} was not done in {Timeout.TotalMinutes} minutes.");
        }
    }

    /// <summary>Starts a program whose end the caller sees to. Parameters are those of <see cref="RunAsync"/>.</summary>
    public static Process Start(
        string program,
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string?>>? variables = null,
        string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables ?? [])
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>
    /// Takes this process's variables whose names begin with one of the prefixes away from a program; a start to add others to.
    /// </summary>
    public static Dictionary<string, string?> Without(params string[] prefixes) => Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(name => prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
        .ToDictionary(name => name, _ => (string?)null);
}
