using System.Diagnostics;
using System.Globalization;
using Compressor.Cli.Tests.Local;
using Compressor.Core.Archiving;
using Compressor.LoopbackS3.Faults;
using Compressor.Testing;
using Xunit.Abstractions;
using LoopbackS3Server = Compressor.LoopbackS3.LoopbackS3Server;

namespace Compressor.Cli.Tests.Objects.Verify;

[Integration]
public class VerifyScaleTests(ITestOutputHelper console)
{
    /// <summary>All that the tool may have on its heap, in bytes: too little to keep the listing of a long run.</summary>
    private const int HeapLimit = 128 << 20;

    /// <summary>All that the tool may take of the machine, in bytes.</summary>
    private const long MaxMemory = 200 << 20;

    [Fact]
    public Task Where_all_is_well_there_are_listings_only() => VerifyAsync(pairs: 60_000, missingOneOf: 0, listsAtMost: 1_100);

    [Fact]
    public Task What_is_missing_costs_a_HEAD_for_each_format() => VerifyAsync(pairs: 60_000, missingOneOf: 1_000, listsAtMost: 1_100);

    [LongFact]
    public Task Ten_million_pairs_take_little_memory_and_two_listings_a_thousand() =>
        VerifyAsync(pairs: 10_000_000, missingOneOf: 0, listsAtMost: 21_000);

    private async Task VerifyAsync(int pairs, int missingOneOf, int listsAtMost)
    {
        await using var function = new TestFunction();
        await using var server = await LoopbackS3Server.StartAsync(new() { RecordsRequests = pairs < 1_000_000 });
        server.CreateBucket(function.Deployment.BucketName, new() { MadeUp = new MadeUpPairs(pairs, missingOneOf).List });

        var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var (exitCode, output, error) = await VerifyAsync(function, server);

        var ofS3 = Environment.CpuUsage.TotalTime - before;
        console.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s, {ofS3.TotalSeconds:0.0} s of CPU for S3");
        console.WriteLine(error + output.Split('\n')[^2]);
        var missing = missingOneOf == 0 ? 0 : pairs / missingOneOf;
        exitCode.ShouldBe(missing == 0 ? 0 : 1, error);
        var lines = output.TrimEnd().Split('\n');
        lines.Length.ShouldBe(missing + 1);
        lines[^1].ShouldStartWith($"{pairs} checked, {missing} missing, 0 outdated, 0 foreign, 0 corrupt, 0 unmatched");
        var heads = missing * Enum.GetValues<ArchiveFormat>().Length;
        lines[^1].ShouldEndWith($" and {heads} HEAD requests");
        var lists = int.Parse(lines[^1].Split(", ")[^1].Split(' ')[0], CultureInfo.InvariantCulture);
        lists.ShouldBeLessThanOrEqualTo(listsAtMost);
        foreach (var (operation, count) in new[] { (S3Operation.ListObjectsV2, lists), (S3Operation.HeadObject, heads) })
        {
            (pairs >= 1_000_000 ? count : server.Requests.Count(request => request.Operation == operation)).ShouldBe(count);
        }
    }

    private async Task<ProgramRun> VerifyAsync(TestFunction function, LoopbackS3Server server)
    {
        var outputs = function.PathOf("outputs.json");
        await File.WriteAllTextAsync(outputs, DeploymentJson.Write(function.Deployment with { Region = LoopbackS3Server.Region }));
        using var process = ProgramRun.Start(
            ProgramRun.Compressor,
            ["verify", "--outputs", outputs, "--endpoint-url", server.Endpoint.AbsoluteUri, "--ca-bundle", server.CaBundlePath!],
            new Dictionary<string, string?>
            {
                ["AWS_ACCESS_KEY_ID"] = LoopbackS3Server.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = LoopbackS3Server.SecretAccessKey,
                ["DOTNET_GCHeapHardLimit"] = $"{HeapLimit:X}",
            });
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var (peak, time) = (0L, TimeSpan.Zero);
        while (!process.WaitForExit(100))
        {
            process.Refresh();
            try
            {
                (peak, time) = (Math.Max(peak, process.PeakWorkingSet64), process.TotalProcessorTime);
            }
            catch (InvalidOperationException)
            {
                // It has just ended. So may it before its memory is read, which then is 0.
            }
        }

        console.WriteLine($"{peak >> 20} MiB at most, {time.TotalSeconds:0.0} s of CPU");
        peak.ShouldBeInRange(1, MaxMemory);
        return new(process.ExitCode, await output, await error);
    }
}
