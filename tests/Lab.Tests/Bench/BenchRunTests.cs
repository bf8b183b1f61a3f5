using System.Runtime.InteropServices;
using Compressor.Cli.Capacity.Planning;
using Compressor.Lab.Bench;
using Compressor.Lab.Bench.Results;
using Compressor.Lab.Bench.Warm;
using Compressor.Lab.Data;
using Compressor.Lab.Processes;
using Compressor.Testing;

namespace Compressor.Lab.Tests.Bench;

/// <summary>
/// The whole benchmark, once, with programs that are compiled just in time: that it runs and measures, not what it measures.
/// </summary>
[Integration]
public sealed class BenchRunTests : IDisposable
{
    private static readonly string[] Cold = ["compressor", "compressor, no warm-up", "baseline", "usual Optimal", "floor"];

    private readonly string _folder = Directory.CreateTempSubdirectory("compressor-bench-tests-").FullName;

    [Fact]
    public async Task Each_program_is_measured_cold_and_warm()
    {
        var bootstrap = Script("bootstrap", "Compressor.Handler");
        Script("floor", "Compressor.Benchmarks.Floor");
        Script("plain-http", "Compressor.Benchmarks.PlainHttp");
        Script("usual-way", "Compressor.Benchmarks.UsualWay");
        var options = new BenchOptions
        {
            Rounds = 1,
            Starts = 1,
            Sizes = [new WarmPlan(1_000, 1)],
            DataFolder = Path.Combine(_folder, "data"),
        };

        var rows = await new BenchRun(bootstrap, bootstrap, _folder, options).RunAsync(_ => { }, CancellationToken.None);

        // Where there is strace.
        var traced = SystemCalls.CanCount ? Cold.Select(name => $"system calls of a start/{name}") : [];
        rows.Select(row => row.Name).ShouldBe(
        [
            .. Cold.Select(name => $"cold/{name}"),
            .. Cold.Select(name => $"counts of a start/{name}"),
            .. traced,
            "phases in ms/compressor", "phases in ms/compressor, no warm-up",
            "events/1 KB/engine balanced", "events/1 KB/engine fast", "events/1 KB/engine small",
            "events/1 KB/balanced", "events/1 KB/fast", "events/1 KB/small",
            "events/1 KB/plain HTTP", "events/1 KB/usual Fastest", "events/1 KB/usual Optimal",
        ]);
        foreach (var row in rows)
        {
            row.Figures.Where(
                figure => figure.Key is not (Figure.OverEngine or Figure.Collections)).ShouldAllBe(figure => figure.Value > 0, row.Name);
        }

        rows.Where(
            row => row.Name.StartsWith("cold/", StringComparison.Ordinal)).ShouldAllBe(row => row[Figure.ColdCost] > row[Figure.Init]);
        rows.Single(row => row.Name == "events/1 KB/balanced")[Figure.Ratio]!.Value.ShouldBeLessThan(1);
        Ratios.Create(rows).ShouldNotBeEmpty();

        File.ReadAllBytes(Path.Combine(_folder, "data", "events 1 KB")).ShouldBe(DataSet.Events.Write(1_000));

        // What compressor plan --bench reads is what compressor bench --json writes.
        var json = Path.Combine(_folder, "bench.json");
        await new BenchReport(Machine.Current, DateTimeOffset.UnixEpoch, "compressor bench", rows).WriteAsync(json, CancellationToken.None);
        var results = BenchResults.Read(new FileInfo(json), "events/1 KB");
        results.Presets.Select(preset => preset.Name).ShouldBe(["fast", "balanced", "small"]);
        results.Presets.ShouldAllBe(preset =>
            preset.MegabytesPerSecond > 0 && preset.Ratio == rows.Single(row => row.Name == $"events/1 KB/{preset.Name}")[Figure.Ratio]);
        results.Origin.ShouldStartWith("compressor bench, events/1 KB, 1970-01-01, ");
    }

    [Fact]
    public async Task A_program_that_does_not_start_is_named_with_what_it_wrote()
    {
        foreach (var name in new[] { "bootstrap", "floor", "plain-http", "usual-way" })
        {
            Write(name, "echo nothing works; exit 3");
        }

        var run = new BenchRun(Path.Combine(_folder, "bootstrap"), "", _folder, new BenchOptions { Starts = 1 });

        var failure = await Should.ThrowAsync<MeasurementException>(() => run.RunAsync(_ => { }, CancellationToken.None));

        failure.Message.ShouldContain("compressor");
        failure.Message.ShouldContain("nothing works");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>An executable that runs a project's assembly, whatever the environment.</summary>
    private string Script(string name, string project)
    {
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var assembly = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, configuration, $"{name}.dll"));
        File.Exists(assembly).ShouldBeTrue(assembly);
        return Write(name, $"exec '{host}' '{assembly}'");
    }

    private string Write(string name, string command)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n{command}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
