using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Compressor.Cli.Local.Versions;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Local;

/// <summary>Versions that were published to the local AWS, and an alias that shares its invocations out among two of them.</summary>
[Integration]
public sealed class VersionTests : IAsyncLifetime
{
    private const string Functions = "/2015-03-31/functions";

    private ConnectedFunction _aws = null!;
    private RunningFunction _running = null!;

    public async Task InitializeAsync()
    {
        _aws = await ConnectedFunction.StartAsync();
        await PublishAsync("blue", 128, File.ReadAllBytes(_aws.Deployment.FunctionPackage));
        await PublishAsync("green", 192, WithAnotherFile(_aws.Deployment.FunctionPackage));
        var alias = new { Name = "live", FunctionVersion = "1", RoutingConfig = Weights(0.5) };
        await SendAsync(HttpMethod.Post, $"{Functions}/files/aliases", alias);
        _running = await _aws.StartAnotherAsync(options => options with
        {
            Deployment = options.Deployment with { FunctionPackage = "" },
            VersionList = new(_aws.Connection.Endpoint!, FunctionVersions.FunctionsPath + "files"),
        });
    }

    public async Task DisposeAsync()
    {
        await _running.DisposeAsync();
        await _aws.DisposeAsync();
    }

    [Fact]
    public async Task An_aliass_invocations_are_shared_out_and_each_version_has_its_own_environment_package_and_settings()
    {
        List<(string Version, JsonElement Answer)> answers = [];
        while (answers.DistinctBy(answer => answer.Version).Count() < 2 || answers.Count < 10)
        {
            answers.Count.ShouldBeLessThan(100, "one of two versions never ran");
            answers.Add(await InvokeAsync("live"));
        }

        string Variable(JsonElement answer, string name) => answer.GetProperty("environment").GetProperty(name).GetString()!;
        answers.Select(each => (
            each.Version,
            Variable(each.Answer, "AWS_LAMBDA_FUNCTION_VERSION"),
            Variable(each.Answer, "COLOR"),
            Variable(each.Answer, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE"))).Distinct().ShouldBe(
            [("1", "1", "blue", "128"), ("2", "2", "green", "192")], ignoreOrder: true);
        answers.Select(each => (each.Version, each.Answer.GetProperty("folder").GetString())).Distinct().Count().ShouldBe(2);
        answers.Select(each => each.Answer.GetProperty("folder").GetString()).Distinct().Count().ShouldBe(2, "a package each");
        answers.Select(each => each.Answer.GetProperty("pid").GetInt32()).Distinct().Count().ShouldBe(2, "warm ones are used again");
    }

    [Fact]
    public async Task A_moved_alias_counts_within_a_moment_and_no_event_is_lost_meanwhile()
    {
        const int Events = 40;
        for (var i = 0; i < Events; i++)
        {
            using var queued = await _running.SendAsync(
                $"{Functions}/files/invocations?Qualifier=live", "{}"u8.ToArray(), ("X-Amz-Invocation-Type", "Event"));
            ((int)queued.StatusCode).ShouldBe(202);
            if (i == Events / 2)
            {
                await SendAsync(
                    HttpMethod.Put, $"{Functions}/files/aliases/live", new { FunctionVersion = "2", RoutingConfig = Weights(null) });
            }
        }

        await _running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);
        (_running.Lambda.Snapshot.Done, _running.Lambda.Snapshot.Failed).ShouldBe((Events, 0));
        for (var row = 0; row < 12; row = (await InvokeAsync("live")).Version == "2" ? row + 1 : 0)
        {
            TestContext.Deadline.ThrowIfCancellationRequested();
        }

        (await InvokeAsync("1")).Answer.GetProperty("environment").GetProperty("COLOR").GetString().ShouldBe("blue");
    }

    [Theory]
    [InlineData("3", 404)]
    [InlineData("$LATEST", 200)]
    public async Task A_version_that_was_not_published_is_not_found_and_the_latest_is(string version, int status)
    {
        using var response = await _running.SendAsync(
            $"{Functions}/files/invocations?Qualifier={Uri.EscapeDataString(version)}", "{}"u8.ToArray());

        ((int)response.StatusCode).ShouldBe(status);
    }

    private static object Weights(double? canary) => new
    {
        AdditionalVersionWeights = canary is { } share ? new Dictionary<string, double> { ["2"] = share } : [],
    };

    private static byte[] WithAnotherFile(string package)
    {
        using var zip = new MemoryStream();
        zip.Write(File.ReadAllBytes(package));
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.CreateEntry("another");
        }

        return zip.ToArray();
    }

    private async Task PublishAsync(string color, int memorySize, byte[] zip)
    {
        var settings = new { Environment = new { Variables = new { COLOR = color } }, MemorySize = memorySize, Timeout = 30 };
        await SendAsync(HttpMethod.Put, $"{Functions}/files/code", new { ZipFile = Convert.ToBase64String(zip) });
        await SendAsync(HttpMethod.Put, $"{Functions}/files/configuration", settings);
        await SendAsync(HttpMethod.Post, $"{Functions}/files/versions", new { });
    }

    private async Task SendAsync(HttpMethod method, string path, object body)
    {
        using var lambda = new Toolkit.Aws.LambdaApi(_aws.Connection);
        using var response = await lambda.SendAsync(
            method, path, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body)), TestContext.Deadline);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }

    private async Task<(string Version, JsonElement Answer)> InvokeAsync(string qualifier)
    {
        using var response = await _running.SendAsync($"{Functions}/files/invocations?Qualifier={qualifier}", "{}"u8.ToArray());
        return (response.Headers.GetValues("X-Amz-Executed-Version").Single(), await RunningFunction.ReadAsync(response));
    }
}
