using System.Diagnostics;
using Compressor.Handler.Tests.Faults.Harness;

namespace Compressor.Handler.Tests.ForeignReaders;

/// <summary>A command of the machine's.</summary>
internal static class ForeignCommand
{
    /// <summary>Runs a command that must succeed, and returns what it writes to standard output.</summary>
    public static async Task<byte[]> RunAsync(string folder, string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C.UTF-8" },
        })!;
        using var output = new MemoryStream();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{command} {string.Join(' ', arguments)}: {await errors}");
        return output.ToArray();
    }
}
