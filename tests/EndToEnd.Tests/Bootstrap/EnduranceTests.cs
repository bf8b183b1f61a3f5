using System.Diagnostics;
using System.Text;
using Compressor.Core.Events;
using Compressor.Lab.Processes;
using Compressor.Testing;

namespace Compressor.EndToEnd.Tests.Bootstrap;

/// <summary>What one environment lives through in hours on Lambda.</summary>
public sealed class EnduranceTests
{
    private const int Invocations = 10_000;
    private const int Settling = 100;
    private const int BadEvents = 500;
    private const ulong Seed = 20_261_124;

    // What the allocator's and the kernel's own rounding makes of it; a leak of 200 bytes an invocation shows.
    private const double MaxGrowthMb = 2;

    private static readonly byte[] Content = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, 40).Select(i => $"{{\"id\":{i}}}\n")));

    [Fact]
    public async Task Ten_thousand_invocations_leave_descriptors_and_memory_as_they_were()
    {
        await using var bootstrap = await BootstrapWithS3.StartAsync();
        for (var i = 0; i < Settling; i++)
        {
            bootstrap.CompressAndForget($"incoming/{i}.json", Content).ShouldContain("\"Compressed\"");
        }

        var (descriptors, memory) = (bootstrap.OpenDescriptors, bootstrap.ResidentMb);
        for (var i = Settling; i < Invocations; i++)
        {
            bootstrap.CompressAndForget($"incoming/{i}.json", Content);
        }

        bootstrap.OpenDescriptors.ShouldBeLessThanOrEqualTo(descriptors);
        bootstrap.ResidentMb.ShouldBeLessThanOrEqualTo(memory + MaxGrowthMb);
    }

    [Fact]
    public async Task Connections_that_S3_closed_while_the_environment_was_frozen_are_no_failure()
    {
        await using var bootstrap = await BootstrapWithS3.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            bootstrap.CompressAndForget($"incoming/{i}.json", Content).ShouldContain("\"Compressed\"");
            Signal("STOP", bootstrap.ProcessId);
            bootstrap.SeverConnections();
            Signal("CONT", bootstrap.ProcessId);
        }
    }

    [Fact]
    public async Task Bad_events_by_the_hundred_each_get_an_error_and_good_ones_go_on_working()
    {
        await using var bootstrap = await BootstrapWithS3.StartAsync();
        var mutator = new Mutator(Seed);
        for (var i = 0; i < BadEvents; i++)
        {
            var failure = Should.Throw<MeasurementException>(() => bootstrap.Deliver(NextBadEvent(mutator)));
            failure.Message.ShouldMatch("\"errorType\":\"(MalformedEvent|UnknownEvent)\"");
            if (i % 10 == 0)
            {
                bootstrap.CompressAndForget($"incoming/{i}.json", Content).ShouldContain("\"Compressed\"");
            }
        }
    }

    [Fact]
    public async Task A_server_whose_authority_is_not_trusted_gets_no_request()
    {
        // SSL_CERT_FILE names this S3's authority, as a system may; the function trusts Amazon's, which travel in its package, and no
        // others.
        await using var bootstrap = await BootstrapWithS3.StartAsync(("AWS_CA_BUNDLE", ""));
        bootstrap.Bucket.Put("incoming/x.json", Content);
        var failure = Should.Throw<MeasurementException>(() => bootstrap.Deliver(bootstrap.Bucket.Events[^1].ToJson()));
        failure.Message.ShouldContain("\"errorType\":\"StorageUnreachable\"");
        bootstrap.Bucket.Keys.ShouldBe(["incoming/x.json"]);
    }

    /// <summary>The next of the fuzzer's inputs that is not an event. (The fuzzer itself tries those that are not even UTF-8.)</summary>
    private static string NextBadEvent(Mutator mutator)
    {
        while (true)
        {
            var input = mutator.Next();
            var text = Encoding.UTF8.GetString(input);
            if (!IsEvent(input) && Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(input))
            {
                return text;
            }
        }
    }

    private static bool IsEvent(byte[] input)
    {
        try
        {
            EventReader.Read(input);
            return true;
        }
        catch (Exception e) when (e is MalformedEventException or UnknownEventException)
        {
            return false;
        }
    }

    private static void Signal(string name, int processId)
    {
        using var kill = Process.Start("kill", [$"-{name}", processId.ToString()]);
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
    }
}
