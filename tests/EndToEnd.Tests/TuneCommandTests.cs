using System.Text.Json;
using Compressor.LoopbackS3;
using Compressor.Testing;

namespace Compressor.EndToEnd.Tests;

/// <summary>
/// <c>compressor tune</c> with the published <c>bootstrap</c>: figures are held against what cannot be otherwise, never against a clock.
/// </summary>
public sealed class TuneCommandTests
{
    [Fact]
    public async Task Each_size_is_a_row_and_one_is_picked()
    {
        var (exitCode, output, error) = await RunAsync(
            "--memory", "256", "1769", "--size", "200KB", "--invocations", "4", "--starts", "2",
            "--first-byte-ms", "100", "--bandwidth", "10MB", "--json");

        exitCode.ShouldBe(0, error);
        using var document = JsonDocument.Parse(output);
        var sizes = document.RootElement.GetProperty("sizes").EnumerateArray().ToList();
        sizes.Select(size => size.GetProperty("memorySize").GetInt32()).ShouldBe([256, 1769]);
        foreach (var size in sizes)
        {
            size.GetProperty("problem").ValueKind.ShouldBe(JsonValueKind.Null);
            var milliseconds = size.GetProperty("milliseconds").EnumerateArray().Select(value => value.GetDouble()).ToList();
            milliseconds.Count.ShouldBe(4);
            // The way to S3 alone: GET 100 ms and 200 KB at 10 MB/s, PUT 100 ms.
            milliseconds.ShouldAllBe(value => value > 220);
            var gigabytes = size.GetProperty("memorySize").GetInt32() / 1024.0;
            size.GetProperty("gigabyteSeconds").GetDouble().ShouldBe(milliseconds.Average(Math.Ceiling) / 1000 * gigabytes, 1e-9);
            size.GetProperty("cpuMilliseconds").GetDouble().ShouldBeGreaterThan(0);
            size.GetProperty("initMilliseconds").GetDouble().ShouldBeGreaterThan(0);
            size.GetProperty("peakMegabytes").GetDouble().ShouldBeInRange(10, 256);
            size.GetProperty("ratio").GetDouble().ShouldBeInRange(0.1, 0.4);
        }

        var picks = document.RootElement.GetProperty("picks");
        picks.GetProperty("balanced").GetInt32().ShouldBeOneOf(256, 1769);
        picks.GetProperty("cheapest").GetInt32().ShouldBe(256, "it waits the same and costs a seventh a second");
    }

    [Fact]
    public async Task A_size_that_takes_too_long_is_a_row_and_not_an_error()
    {
        // GET and PUT take 3 s together; the function gives up a second before its 3 s are over.
        var (exitCode, output, error) = await RunAsync(
            "--memory", "512", "--size", "1KB", "--timeout", "3", "--first-byte-ms", "1500", "--json");

        exitCode.ShouldBe(1, error);
        using var document = JsonDocument.Parse(output);
        document.RootElement.GetProperty("sizes")[0].GetProperty("problem").GetString().ShouldBe("timeout: not done in 3 s");
        document.RootElement.GetProperty("headline").GetString().ShouldBe("No size did its work.");
    }

    [Fact]
    public async Task Objects_of_a_bucket_are_measured_through_the_S3_API()
    {
        await using var s3 = await LoopbackS3Server.StartAsync(new LoopbackOptions { Https = false });
        var bucket = s3.CreateBucket("real-objects");
        bucket.Put("incoming/compressible.json", Project.SampleJson(300_000, seed: 1));
        bucket.Put("incoming/zeros.json", new byte[100_000]);
        bucket.Put("elsewhere/random.json", RandomBytes(500_000));

        var (exitCode, output, error) = await RunAsync(
            "--against", "real-objects/incoming/", "--endpoint-url", s3.Endpoint.ToString(),
            "--memory", "512", "--invocations", "2", "--starts", "1", "--first-byte-ms", "0");

        exitCode.ShouldBe(0, error);
        output.ShouldContain("Objects of 200 KB on average, the largest 300 KB; archives are 0.");
        output.ShouldContain("--size 200000B --p99-size 300000B --ratio 0.");
    }

    private static byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static Task<ProgramRun> RunAsync(params string[] arguments) => ProgramRun.RunAsync(
        ProgramRun.Compressor,
        ["tune", "--package", Project.Package, .. arguments],
        new Dictionary<string, string?>
        {
            ["AWS_ACCESS_KEY_ID"] = LoopbackS3Server.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = LoopbackS3Server.SecretAccessKey,
            ["AWS_REGION"] = LoopbackS3Server.Region,
        });
}
