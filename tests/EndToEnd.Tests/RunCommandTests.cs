using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Compressor.Testing;

namespace Compressor.EndToEnd.Tests;

/// <summary><c>compressor run</c> as <c>make run INPUT=folder</c> calls it.</summary>
public sealed partial class RunCommandTests : IDisposable
{
    /// <summary>SIGTERM: Ctrl-C's SIGINT is ignored by all that a script starts in the background, and so would the test be.</summary>
    private const int Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Kept from run to run, so that only the first one waits for Terraform.</summary>
    private static readonly string State = Repository.PathTo("artifacts", "end-to-end-run");

    private readonly string _input = Directory.CreateTempSubdirectory("compressor-test-").FullName;

    public void Dispose() => Directory.Delete(_input, recursive: true);

    [Fact]
    public async Task Ones_own_files_are_uploaded_compressed_and_compared()
    {
        Directory.CreateDirectory(Path.Combine(_input, "a folder"));
        await File.WriteAllBytesAsync(Path.Combine(_input, "a folder", "own +1.json"), Project.SampleJson(100_000, seed: 1));
        await File.WriteAllBytesAsync(Path.Combine(_input, "over the limit.json"), new byte[(50 << 20) + 1]);
        await File.WriteAllTextAsync(Path.Combine(_input, "notes.txt"), "not for the function");

        var (exitCode, output) = await RunAsync(_ => { });

        exitCode.ShouldBe(0, output);
        output.ShouldContain("notes.txt does not end in '.json'");
        output.ShouldContain("All 2 files had the right outcome");
        output.ShouldContain("over the limit.json: ObjectTooLarge after 3 attempts");
    }

    [Fact]
    public async Task A_run_that_is_told_to_end_leaves_no_process_behind()
    {
        await File.WriteAllBytesAsync(Path.Combine(_input, "over the limit.json"), new byte[(50 << 20) + 1]);
        var told = false;

        var (exitCode, output) = await RunAsync(run =>
        {
            if (!told && run.Line.Contains("uploading", StringComparison.Ordinal))
            {
                told = true;
                _ = Kill(run.Process, Terminate);
            }
        });

        told.ShouldBeTrue(output);
        exitCode.ShouldBe(130, output);
        ProcessesOf(State).ShouldBeEmpty();
    }

    private async Task<(int ExitCode, string Output)> RunAsync(Action<(int Process, string Line)> line)
    {
        var start = new ProcessStartInfo(
            ProgramRun.Compressor,
            [
                "run", "--package", Project.Package, "--input", _input, "--terraform", Repository.PathTo("terraform"), "--folder", State,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in ProgramRun.Without("TF_VAR_").Keys)
        {
            start.Environment.Remove(name);
        }

        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        void Take(object sender, DataReceivedEventArgs received)
        {
            lock (output)
            {
                output.AppendLine(received.Data);
                line((process.Id, received.Data ?? ""));
            }
        }

        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, output.ToString());
    }

    /// <summary>The command lines of the processes that have <paramref name="folder"/> in theirs.</summary>
    private static IEnumerable<string> ProcessesOf(string folder)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            var commandLine = "";
            try
            {
                commandLine = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
            }
            catch (IOException)
            {
                // It has just ended.
            }

            if (commandLine.Contains(folder, StringComparison.Ordinal))
            {
                yield return commandLine;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
