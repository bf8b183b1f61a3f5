using System.Diagnostics;
using Compressor.Testing;

namespace Compressor.Lab.Tests.Tuning;

/// <summary>A long test that boots a Linux as a process; skipped, with the reason, where Debian's user-mode-linux is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UserModeLinuxFactAttribute : LongFactAttribute
{
    /// <summary>The kernel, as Debian's package installs it.</summary>
    public const string Kernel = "/usr/bin/linux.uml";

    public UserModeLinuxFactAttribute() =>
        Skip ??= File.Exists(Kernel) ? null : "the Debian package user-mode-linux is not installed: make test-long installs it";
}

[Integration]
public sealed class Version2KernelTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("compressor-kernel-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [UserModeLinuxFact]
    public async Task A_kernel_with_version_2_only_ends_and_throttles_what_takes_too_much()
    {
        var init = Path.Combine(AppContext.BaseDirectory, "Tuning", "version2-kernel.sh");
        var output = Path.Combine(_folder, "output");
        var start = new ProcessStartInfo(
            UserModeLinuxFactAttribute.Kernel,
            [
                "rootfstype=hostfs", "rw", $"init={init}", "mem=2G", "con=null", "quiet",
                $"COMPRESSOR_ASSEMBLY={typeof(Version2KernelTests).Assembly.Location}", $"COMPRESSOR_OUTPUT={output}",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var kernel = Process.Start(start)!;
        var console = kernel.StandardOutput.ReadToEndAsync();
        var error = kernel.StandardError.ReadToEndAsync();
        try
        {
            await kernel.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            kernel.Kill(entireProcessTree: true);
        }

        var said = File.Exists(output) ? await File.ReadAllTextAsync(output) : await console + await error;
        said.ShouldContain("controllers: cpu io memory pids");
        foreach (var test in new[]
        {
            nameof(LimitGroupTests.A_process_that_takes_too_much_memory_is_ended_and_counted),
            nameof(LimitGroupTests.A_process_that_takes_less_goes_on),
            nameof(LimitGroupTests.A_share_of_a_CPU_throttles_what_wants_more),
            nameof(LimitGroupTests.The_group_is_gone_afterwards),
            nameof(TuneRunTests.A_process_that_the_kernel_ends_for_its_memory_is_out_of_memory),
        })
        {
            said.ShouldMatch($@"Passed \S+\.{test} \[");
        }

        said.ShouldContain("vstest ended with 0");
    }
}
