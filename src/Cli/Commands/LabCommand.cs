using System.CommandLine;
using System.Runtime.InteropServices;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Commands;

/// <summary>
/// The verbs of the lab, a program of its own: it needs the S3 of tests, which nothing that users install refers to. As git does with
/// its outside commands, this program gives way to <c>compressor-lab</c>.
/// </summary>
internal static partial class LabCommand
{
    private const string Program = "compressor-lab";

    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["tune"] = "Measures the published function at each memory size, and picks the cheapest, the fastest and the balanced one.",
        ["bench"] = "Measures the published function beside other programs.",
    };

    /// <summary>The verbs as the help lists them.</summary>
    public static IEnumerable<Command> CreateAll() => Verbs.Select(verb => new Command(verb.Key, verb.Value));

    /// <summary>Whether the first argument is one of the lab's verbs.</summary>
    public static bool IsNamed(string[] args) => args is [var verb, ..] && Verbs.ContainsKey(verb);

    /// <summary>Becomes the lab's process; returns an exit code only where the lab cannot be started.</summary>
    public static int ReplaceProcess(string[] args)
    {
        var path = Path.Combine(AppContext.BaseDirectory, Program);
        Execute(path, [Program, .. args, null]);
        Console.Error.WriteLine($"compressor: {path} cannot be started ({Marshal.GetLastPInvokeErrorMessage()}): `make lab` builds it");
        return CommandRunner.Usage;
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] arguments);
}
