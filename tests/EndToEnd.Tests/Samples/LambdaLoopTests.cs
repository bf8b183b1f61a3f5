using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Compressor.EndToEnd.Tests.Bootstrap;
using Compressor.Testing;

namespace Compressor.EndToEnd.Tests.Samples;

/// <summary>The loop that the samples share, where a local Lambda does not reach: its start, its end, and events without time.</summary>
[Trait("Packages", "Samples")]
public sealed class LambdaLoopTests : IDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SIGTERM_is_a_clean_end()
    {
        await using var api = await RuntimeApiDouble.StartAsync("""{"Records":[]}"""u8.ToArray());
        using var worker = Start(api);
        (await api.Answer.WaitAsync(Patience)).Body.ShouldBe("""{"batchItemFailures":[]}""");

        using var kill = Process.Start("kill", [$"-{Terminate}", $"{worker.Id}"]);
        await worker.WaitForExitAsync().WaitAsync(Patience);

        worker.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Wrong_settings_are_an_init_error_that_names_all_of_them()
    {
        await using var api = await RuntimeApiDouble.StartAsync("{}"u8.ToArray());
        using var worker = Start(api, ("WORKER_MAX_PIECES", "0"), ("WORKER_LOG_RATE", "1"));

        var (path, errorType, body) = await api.Answer.WaitAsync(Patience);
        await worker.WaitForExitAsync().WaitAsync(Patience);

        (path, errorType).ShouldBe(("init/error", "SettingsException"));
        var message = JsonElement.Parse(body).GetProperty("errorMessage").GetString()!;
        message.ShouldContain("WORKER_MAX_PIECES is '0'");
        message.ShouldContain("WORKER_LOG_RATE is not a setting");
        worker.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Messages_for_which_there_is_no_time_are_named_as_failures()
    {
        const string Batch = """{"Records":[{"messageId":"a","body":"{}"},{"messageId":"b","body":"{}"}]}""";
        await using var api = await RuntimeApiDouble.StartAsync(System.Text.Encoding.UTF8.GetBytes(Batch), TimeSpan.FromMilliseconds(1));
        using var worker = Start(api);

        var (path, _, body) = await api.Answer.WaitAsync(Patience);
        worker.Kill();
        var log = await worker.StandardOutput.ReadToEndAsync();

        path.ShouldEndWith("/response");
        body.ShouldBe("""{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"b"}]}""");
        log.ShouldContain("2 messages are left for another invocation");
    }

    private Process Start(RuntimeApiDouble api, params (string Name, string Value)[] settings)
    {
        ZipFile.ExtractToDirectory(SampleFunction.Package("SqsWorker"), _folder.Path);
        var variables = ProgramRun.Without("WORKER_");
        variables["AWS_LAMBDA_RUNTIME_API"] = api.Address;
        foreach (var (name, value) in settings)
        {
            variables[name] = value;
        }

        return ProgramRun.Start(Path.Combine(_folder.Path, "bootstrap"), [], variables);
    }
}
