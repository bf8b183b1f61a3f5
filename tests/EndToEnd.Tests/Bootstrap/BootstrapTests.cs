using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Compressor.EndToEnd.Tests.Bootstrap;

/// <summary>The published <c>bootstrap</c> by itself, with events that Lambda's own API would not let through.</summary>
public sealed class BootstrapTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("compressor-test-").FullName;

    public BootstrapTests() => ZipFile.ExtractToDirectory(Project.Package, _folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("{ \"Records\": [ ")]
    [InlineData("{ \"Records\": 1 }")]
    [InlineData("no JSON at all")]
    [InlineData("{ \"Records\": [] } trailing")]
    public async Task A_malformed_event_is_one_error_that_says_where(string payload)
    {
        await using var api = await RuntimeApiDouble.StartAsync(Encoding.UTF8.GetBytes(payload));
        using var bootstrap = Start(api.Address);
        try
        {
            var (path, errorType, body) = await api.Answer.WaitAsync(Patience);

            path.ShouldBe("invocation/00000000-0000-0000-0000-000000000001/error");
            errorType.ShouldBe("MalformedEvent");
            using var error = JsonDocument.Parse(body);
            error.RootElement.GetProperty("errorType").GetString().ShouldBe("MalformedEvent");
            error.RootElement.GetProperty("errorMessage").GetString()!.ShouldContain("(byte ");
            bootstrap.HasExited.ShouldBeFalse("a bad event must not end the environment");
        }
        finally
        {
            bootstrap.Kill();
            await bootstrap.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task Wrong_settings_are_an_init_error_and_the_process_ends()
    {
        await using var api = await RuntimeApiDouble.StartAsync([]);
        using var bootstrap = Start(api.Address, ("COMPRESSOR_MAX_FILE_SIZE", "-1"), ("COMPRESSOR_DEBUG", "perhaps"));

        var (path, errorType, body) = await api.Answer.WaitAsync(Patience);
        await bootstrap.WaitForExitAsync().WaitAsync(Patience);

        path.ShouldBe("init/error");
        errorType.ShouldBe("InvalidSettings");
        body.ShouldContain("COMPRESSOR_MAX_FILE_SIZE");
        body.ShouldContain("COMPRESSOR_DEBUG");
        bootstrap.ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public async Task Variables_of_Lambda_that_are_not_set_are_an_init_error_and_all_of_them_are_listed()
    {
        await using var api = await RuntimeApiDouble.StartAsync([]);
        using var bootstrap = Start(api.Address, ("AWS_REGION", ""), ("AWS_ACCESS_KEY_ID", ""));

        var (path, errorType, body) = await api.Answer.WaitAsync(Patience);
        await bootstrap.WaitForExitAsync().WaitAsync(Patience);

        path.ShouldBe("init/error");
        errorType.ShouldBe("InvalidSettings");
        body.ShouldContain("AWS_REGION is not set");
        body.ShouldContain("AWS_ACCESS_KEY_ID is not set");
        body.ShouldNotContain("AWS_SECRET_ACCESS_KEY is not set");
    }

    private Process Start(string runtimeApi, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(Path.Combine(_folder, "bootstrap"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = runtimeApi;
        start.Environment["AWS_LAMBDA_FUNCTION_NAME"] = "compressor";
        start.Environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "512";
        start.Environment["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST";
        start.Environment["AWS_REGION"] = "us-east-1";
        start.Environment["AWS_ACCESS_KEY_ID"] = "id";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        start.Environment["LAMBDA_TASK_ROOT"] = _folder;
        start.Environment["COMPRESSOR_WARM_UP"] = "false";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
