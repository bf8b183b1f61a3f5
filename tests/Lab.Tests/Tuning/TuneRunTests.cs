using System.Runtime.InteropServices;
using Compressor.Lab.Data;
using Compressor.Lab.Tuning;
using Compressor.Testing;
using Compressor.Toolkit.Lambda;

namespace Compressor.Lab.Tests.Tuning;

/// <summary>Sizes that fail, under the kernel's limits: results among others, and no errors.</summary>
[Integration]
public sealed class TuneRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("compressor-tune-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [LimitFact]
    public async Task A_function_that_holds_its_objects_whole_is_out_of_memory_at_the_small_size_and_fine_at_the_large_one()
    {
        // The usual way, of which the benchmark measures a compiled form: two streams that grow by doubling, around 64 MB.
        var rows = await RunAsync(Dotnet("Compressor.Benchmarks.UsualWay", "usual-way"), limits: true, [128, 1024], 64_000_000);

        rows[0].Problem.ShouldBe("out of memory");
        rows[1].Problem.ShouldBeNull();
        rows[1].Milliseconds.ShouldHaveSingleItem();
        rows[1].PeakMegabytes.ShouldBeInRange(128, 1024);
    }

    [LimitFact]
    public async Task A_process_that_the_kernel_ends_for_its_memory_is_out_of_memory()
    {
        // tail keeps what it will write: 400 MB.
        var rows = await RunAsync(Script("head -c 500000000 /dev/zero | tail -c 400000000 | wc -c; exit 1"), limits: true, [128], 1000);

        rows.ShouldHaveSingleItem().Problem.ShouldBe("out of memory");
    }

    [Fact]
    public async Task A_process_that_ends_for_another_reason_says_which()
    {
        var rows = await RunAsync(Script("echo no such library; exit 1"), limits: false, [128, 256], 1000);

        rows.Select(row => row.Problem).ShouldBe(
            ["bootstrap: The process ended. no such library", "bootstrap: The process ended. no such library"]);
        rows.ShouldAllBe(row => row.Milliseconds.Count == 0);
    }

    private static async Task<IReadOnlyList<TuneRow>> RunAsync(string bootstrap, bool limits, int[] sizes, int bytes)
    {
        var zeros = new Sample(new DataSet("zeros", size => new byte[size]), bytes);
        var options = new TuneOptions
        {
            MemorySizes = sizes,
            Samples = [zeros],
            Invocations = 1,
            Starts = 1,
            Network = new S3Network(0, 1e10),
        };
        return await new TuneRun(bootstrap, options, limits).RunAsync(_ => { }, CancellationToken.None);
    }

    /// <summary>An executable that runs a project's assembly, whatever the environment.</summary>
    private string Dotnet(string project, string name)
    {
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var assembly = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, configuration, $"{name}.dll"));
        File.Exists(assembly).ShouldBeTrue(assembly);
        return Script($"exec '{host}' '{assembly}'");
    }

    private string Script(string command)
    {
        var path = Path.Combine(_folder, "bootstrap");
        File.WriteAllText(path, $"#!/bin/sh\n{command}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
