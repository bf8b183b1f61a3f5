using System.Diagnostics;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Local;

[Integration]
public class CleanUpTests
{
    [Fact]
    public async Task Disposal_ends_idle_and_busy_environments_and_answers_callers_that_wait()
    {
        await using var function = new TestFunction();
        var running = await function.StartAsync();
        var idle = (await running.InvokeForJsonAsync(new { })).GetProperty("pid").GetInt32();
        var waiting = running.InvokeAsync(new { @do = "hang" });
        await TestContext.UntilAsync(() => running.Lambda.Snapshot.Running == 1);
        await running.QueueAsync(new { @do = "hang" });
        await running.QueueAsync(new { @do = "hang" });
        await TestContext.UntilAsync(() => running.Lambda.ProcessIds.Count == 2);
        var processes = running.Lambda.ProcessIds;

        await running.Lambda.DisposeAsync();

        processes.ShouldContain(idle);
        processes.ShouldAllBe(process => !Directory.Exists($"/proc/{process}"));
        var answer = await Record.ExceptionAsync(async () => ((int)(await waiting).StatusCode).ShouldBe(503));
        (answer is null or HttpRequestException).ShouldBeTrue($"refused or cut off, but ended: {answer}");
        function.DeadLetters.Messages.ShouldBeEmpty("what the shutdown ended did not fail");
        await running.DisposeAsync();
    }

    [Fact]
    public async Task Environments_end_with_a_tool_that_was_killed()
    {
        await using var function = new TestFunction();
        using var tool = await StartToolAsync(function);
        using var http = new HttpClient { BaseAddress = await ReadEndpointAsync(tool) };
        using var response = await http.PostAsync("/2015-03-31/functions/files/invocations", new StringContent("{}"));
        var environment = (await RunningFunction.ReadAsync(response)).GetProperty("pid").GetInt32();
        Directory.Exists($"/proc/{environment}").ShouldBeTrue();

        tool.Kill();

        await TestContext.UntilAsync(() => !Directory.Exists($"/proc/{environment}"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    public async Task A_signal_ends_the_tool_and_its_environments(int signal)
    {
        await using var function = new TestFunction();
        using var tool = await StartToolAsync(function);
        using var http = new HttpClient { BaseAddress = await ReadEndpointAsync(tool) };
        using var response = await http.PostAsync("/2015-03-31/functions/files/invocations", new StringContent("{}"));
        var environment = (await RunningFunction.ReadAsync(response)).GetProperty("pid").GetInt32();

        using var kill = Process.Start("kill", [$"-{signal}", $"{tool.Id}"]);
        await tool.WaitForExitAsync(TestContext.Deadline);

        tool.ExitCode.ShouldBe(130);
        Directory.Exists($"/proc/{environment}").ShouldBeFalse();
    }

    private static async Task<Process> StartToolAsync(TestFunction function)
    {
        var outputs = function.PathOf("outputs.json");
        await File.WriteAllTextAsync(outputs, DeploymentJson.Write(function.Deployment));
        return ProgramRun.Start(
            ProgramRun.Compressor,
            [
                "local", "--outputs", outputs, "--endpoint-url", function.DeadLetters.Endpoint.ToString(), "--port", "0",
                "--folder", function.PathOf("folder"), "--json",
            ]);
    }

    private static async Task<Uri> ReadEndpointAsync(Process tool)
    {
        var line = await tool.StandardOutput.ReadLineAsync(TestContext.Deadline) ?? throw new ShouldAssertException(
            await tool.StandardError.ReadToEndAsync());
        var started = System.Text.Json.JsonDocument.Parse(line).RootElement;
        started.GetProperty("type").GetString().ShouldBe("listening");
        return new(started.GetProperty("invokeEndpoint").GetString()!);
    }
}
