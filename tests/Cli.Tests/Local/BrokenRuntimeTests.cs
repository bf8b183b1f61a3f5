using System.Globalization;
using System.Text.Json;
using Compressor.Cli.Local.Invocations;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Local;

[Integration]
public class BrokenRuntimeTests
{
    [Theory]
    [InlineData(1, "Runtime exited with error: exit status 1")]
    [InlineData(0, "Runtime exited without providing a reason")]
    public async Task An_exit_in_an_invocation_is_an_error_and_the_next_one_gets_a_new_process(int code, string message)
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();
        var before = await running.InvokeForJsonAsync(new { });

        using var response = await running.InvokeAsync(new { @do = "exit", code });
        var after = await running.InvokeForJsonAsync(new { });

        await ShouldBeErrorAsync(response, "Runtime.ExitError", message);
        after.GetProperty("pid").GetInt32().ShouldNotBe(before.GetProperty("pid").GetInt32());
        running.Lambda.Snapshot.ColdStarts.ShouldBe(2);
    }

    [Fact]
    public async Task A_killed_process_is_an_error_that_names_the_signal()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        using var response = await running.InvokeAsync(new { @do = "kill" });

        await ShouldBeErrorAsync(response, "Runtime.ExitError", "Runtime exited with error: signal: killed");
        running.Lambda.Reports.Single().Status.ShouldBe(InvocationStatus.Error);
    }

    [Fact]
    public async Task An_idle_process_that_was_killed_is_replaced_without_an_error()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();
        var process = (await running.InvokeForJsonAsync(new { })).GetProperty("pid").GetInt32();

        System.Diagnostics.Process.GetProcessById(process).Kill();
        await TestContext.UntilAsync(() => running.Lambda.ProcessIds.Count == 0);
        var after = await running.InvokeForJsonAsync(new { });

        after.GetProperty("pid").GetInt32().ShouldNotBe(process);
        after.GetProperty("count").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task More_memory_than_the_function_has_kills_it()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        using var within = await running.InvokeAsync(new { @do = "allocate", megabytes = 60 });
        using var over = await running.InvokeAsync(new { @do = "allocate", megabytes = 200 });

        (await RunningFunction.ReadAsync(within)).GetProperty("allocated").GetInt32().ShouldBe(60 * 1024 * 1024);
        await ShouldBeErrorAsync(over, "Runtime.ExitError", "Runtime exited with error: signal: killed");
        running.Lambda.Reports[0].MaxMemoryUsedMB.ShouldBeInRange(60, 128);
        running.Lambda.Reports[1].MaxMemoryUsedMB.ShouldBe(128);
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("linger")]
    public async Task When_its_time_is_up_the_process_is_killed(string what)
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync(options => options with { Timeout = TimeSpan.FromMilliseconds(1500) });

        using var response = await running.InvokeAsync(new { @do = what });

        await ShouldBeErrorAsync(response, "Sandbox.Timedout", "Task timed out after 1.50 seconds");
        var report = running.Lambda.Reports.Single();
        report.Status.ShouldBe(InvocationStatus.Timeout);
        report.DurationMs.ShouldBeInRange(1490, 30_000);
        running.Lambda.ProcessIds.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_init_error_is_tried_once_more_and_then_returned_as_it_was_reported()
    {
        await using var function = new TestFunction();
        function.Variables["TEST_INIT"] = "error";
        await using var running = await function.StartAsync();

        using var response = await running.InvokeAsync(new { }, ("X-Amz-Log-Type", "Tail"));

        response.Headers.GetValues("X-Amz-Function-Error").ShouldBe(["Unhandled"]);
        var error = await RunningFunction.ReadAsync(response);
        error.GetProperty("errorType").GetString().ShouldBe("InvalidSettings");
        error.GetProperty("errorMessage").GetString().ShouldBe("COMPRESSOR_X is wrong");
        Tail(response).Split('\n').Count(line => line == "starting").ShouldBe(2);
        running.Lambda.ProcessIds.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_exit_during_init_is_tried_once_more_and_then_an_error()
    {
        await using var function = new TestFunction();
        function.Variables["TEST_INIT"] = "exit";
        await using var running = await function.StartAsync();

        using var response = await running.InvokeAsync(new { });

        await ShouldBeErrorAsync(response, "Runtime.ExitError", "Runtime exited with error: exit status 7");
    }

    [Fact]
    public async Task An_init_that_fails_once_costs_no_error()
    {
        await using var function = new TestFunction();
        function.Variables["TEST_INIT"] = $"once:{function.PathOf("tried")}";
        await using var running = await function.StartAsync();

        var answer = await running.InvokeForJsonAsync(new { });

        answer.GetProperty("count").GetInt32().ShouldBe(1);
        var report = running.Lambda.Reports.Single();
        report.Status.ShouldBe(InvocationStatus.Success);
        report.InitDurationMs.ShouldBeNull("the second attempt is a part of the invocation");
    }

    [Fact]
    public async Task An_init_that_does_not_end_is_tried_again_within_the_functions_own_time()
    {
        await using var function = new TestFunction();
        function.Variables["TEST_INIT"] = "hang";
        await using var running = await function.StartAsync(options => options with
        {
            InitTimeout = TimeSpan.FromMilliseconds(300),
            Timeout = TimeSpan.FromMilliseconds(700),
        });

        using var response = await running.InvokeAsync(new { });

        await ShouldBeErrorAsync(response, "Sandbox.Timedout", "Task timed out after 0.70 seconds");
        running.Lambda.Reports.Single().DurationMs.ShouldBeInRange(690, 30_000);
    }

    private static string Tail(HttpResponseMessage response) =>
        System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(response.Headers.GetValues("X-Amz-Log-Result").Single()));

    private static async Task ShouldBeErrorAsync(HttpResponseMessage response, string type, string message)
    {
        ((int)response.StatusCode).ShouldBe(200);
        response.Headers.GetValues("X-Amz-Function-Error").ShouldBe(["Unhandled"]);
        JsonElement error = await RunningFunction.ReadAsync(response);
        error.GetProperty("errorType").GetString().ShouldBe(type);
        error.GetProperty("errorMessage").GetString().ShouldBe(
            string.Create(
                CultureInfo.InvariantCulture, $"RequestId: {response.Headers.GetValues("x-amzn-RequestId").Single()} Error: {message}"));
    }
}
