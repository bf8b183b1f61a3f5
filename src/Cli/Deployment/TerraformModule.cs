using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Deployment;

/// <summary>A folder with Terraform code, and how terraform, or the program that TF names, is run in it.</summary>
/// <param name="Directory">The folder of the root module.</param>
/// <param name="DataDirectory">Where terraform keeps providers and modules (<c>TF_DATA_DIR</c>); null for TF_DATA_DIR or
/// <c>.terraform</c>.</param>
/// <param name="StateFile">The state file, or null for the module's backend.</param>
/// <param name="Environment">Variables that terraform gets beside this process's own. Null removes one of those.</param>
public sealed partial record TerraformModule(
    string Directory,
    string? DataDirectory = null,
    string? StateFile = null,
    IReadOnlyDictionary<string, string?>? Environment = null)
{
    private const int Interrupt = 2;

    /// <summary>How long terraform may take after an interrupt to finish its present step and write its state.</summary>
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(15);

    /// <summary>The arguments that tell a command where the state is.</summary>
    public IReadOnlyList<string> StateArguments => StateFile is null ? [] : [$"-state={Path.GetFullPath(StateFile)}"];

    /// <summary>
    /// Runs terraform to its end. If cancelled, it interrupts terraform, so that it can write its state, and kills it if it does not stop.
    /// </summary>
    /// <param name="arguments">A subcommand and its arguments.</param>
    /// <param name="line">Called for each line that terraform prints, or null.</param>
    /// <param name="cancellationToken">Interrupts terraform.</param>
    /// <param name="input">What terraform reads from its standard input.</param>
    /// <exception cref="CommandException">Terraform is not installed.</exception>
    public async Task<TerraformResult> RunAsync(
        IReadOnlyList<string> arguments, Action<string>? line, CancellationToken cancellationToken, string input = "")
    {
        using var process = Start(arguments);
        await WriteAsync(process.StandardInput, input);
        var output = new StringBuilder();
        var error = new StringBuilder();
        var reading = Task.WhenAll(
            ReadLinesAsync(process.StandardOutput, output, line),
            ReadLinesAsync(process.StandardError, error, line));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await StopAsync(process);
            throw;
        }

        await reading;
        return new(process.ExitCode, output.ToString(), error.ToString());
    }

    /// <summary>Returns the first error in what terraform printed, on one line, without the code that it quotes.</summary>
    public static string FirstError(TerraformResult result)
    {
        var lines = (result.Error + "\n" + result.Output)
            .Split('\n')
            .Select(text => text.Trim(' ', '│', '╷', '╵', '\r'))
            .Where(text => !Quoted().IsMatch(text))
            .ToList();
        var start = lines.FindIndex(text => text.StartsWith("Error:", StringComparison.Ordinal));
        return start < 0
            ? $"exit code {result.ExitCode}"
            : Spaces()
                .Replace(
                    string.Join(
                        ' ',
                        lines.Skip(start).TakeWhile(
                            (text, i) => i < 8 && (i == 0 || !text.StartsWith("Error:", StringComparison.Ordinal)))),
                    " ")
                .Trim();
    }

    /// <summary>Creates the exception for a folder without code.</summary>
    internal static CommandException NoCodeIn(string folder) => new(
        $"There is no Terraform code in {Path.GetFullPath(folder)}: run this in the project's folder, or name the folder with "
            + "--terraform.");

    private Process Start(IReadOnlyList<string> arguments)
    {
        var program = System.Environment.GetEnvironmentVariable("TF") is { Length: > 0 } given ? given : "terraform";
        var start = new ProcessStartInfo(program, [$"-chdir={Path.GetFullPath(Directory)}", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TF_IN_AUTOMATION"] = "1";
        start.Environment["TF_CLI_ARGS"] = "-no-color";
        if (DataDirectory is not null)
        {
            start.Environment["TF_DATA_DIR"] = Path.GetFullPath(DataDirectory);
        }

        foreach (var (name, value) in Environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new CommandException(
                $"{program} is not installed: install Terraform 1.11 or later, https://developer.hashicorp.com/terraform/install");
        }
    }

    private static async Task WriteAsync(StreamWriter writer, string input)
    {
        try
        {
            await writer.WriteAsync(input);
            writer.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input. What it printed says why.
        }
    }

    private static async Task ReadLinesAsync(StreamReader reader, StringBuilder all, Action<string>? line)
    {
        while (await reader.ReadLineAsync() is { } text)
        {
            all.AppendLine(text);
            line?.Invoke(text);
        }
    }

    private static async Task StopAsync(Process process)
    {
        _ = Kill(process.Id, Interrupt);
        using var patience = new CancellationTokenSource(GracePeriod);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [GeneratedRegex(@"^(on \S+ line \d+.*:$|\d+: |├─|This was checked by the validation rule)")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

/// <summary>How a run of terraform ended.</summary>
/// <param name="ExitCode">Terraform's exit code; 0 is good.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Error">What it wrote to its standard error.</param>
public sealed record TerraformResult(int ExitCode, string Output, string Error);
