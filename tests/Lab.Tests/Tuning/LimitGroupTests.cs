using System.Diagnostics;
using Compressor.Lab.Tuning.Limits;
using Compressor.Testing;

namespace Compressor.Lab.Tests.Tuning;

/// <summary>A test that needs control groups; skipped, with the reason, where they are not permitted.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LimitFactAttribute : FactAttribute
{
    public LimitFactAttribute()
    {
        using var group = LimitGroup.TryCreate(128, out var refusal);
        Skip = group is null ? $"control groups are not permitted here: {refusal}" : null;
    }
}

[Integration]
public sealed class LimitGroupTests
{
    [LimitFact]
    public async Task A_process_that_takes_too_much_memory_is_ended_and_counted()
    {
        using var group = LimitGroup.TryCreate(128, out _)!;

        // tail keeps what it will write: 400 MB.
        await RunAsync(group, "head -c 500000000 /dev/zero | tail -c 400000000 | wc -c");

        group.MemoryKills.ShouldBeGreaterThan(0);
    }

    [LimitFact]
    public async Task A_process_that_takes_less_goes_on()
    {
        using var group = LimitGroup.TryCreate(512, out _)!;

        (await RunAsync(group, "head -c 50000000 /dev/zero | tail -c 40000000 | wc -c")).ShouldBe("40000000");
        group.MemoryKills.ShouldBe(0);
    }

    [LimitFact]
    public async Task A_share_of_a_CPU_throttles_what_wants_more()
    {
        using var group = LimitGroup.TryCreate(512, out _)!;
        group.LimitCpu(0.1);

        // Counts to a million in the shell: a second or so of CPU at least, which a tenth of a CPU cannot give without throttling.
        await RunAsync(group, "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done");

        group.ThrottledPeriods.ShouldBeGreaterThan(0);
    }

    [LimitFact]
    public void The_group_is_gone_afterwards()
    {
        var group = LimitGroup.TryCreate(128, out _)!;
        var files = group.ProcessFiles.ToList();
        files.ShouldAllBe(file => File.Exists(file));

        group.Dispose();

        files.ShouldAllBe(file => !File.Exists(file));
    }

    private static async Task<string> RunAsync(LimitGroup group, string command)
    {
        var enter = string.Concat(group.ProcessFiles.Select(file => $"echo $$ > '{file}'; "));
        using var process = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", enter + command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        await error;
        return output.Trim();
    }
}
