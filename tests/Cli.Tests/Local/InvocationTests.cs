using System.Text;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.RuntimeApi;

namespace Compressor.Cli.Tests.Local;

public class InvocationTests
{
    [Fact]
    public async Task A_synchronous_invocation_returns_what_the_runtime_answered()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        using var response = await running.InvokeAsync(new { hello = "world" });

        ((int)response.StatusCode).ShouldBe(200);
        response.Headers.Contains("X-Amz-Function-Error").ShouldBeFalse();
        response.Headers.GetValues("X-Amz-Executed-Version").ShouldBe(["$LATEST"]);
        var answer = await RunningFunction.ReadAsync(response);
        answer.GetProperty("event").GetProperty("hello").GetString().ShouldBe("world");
        var headers = answer.GetProperty("headers");
        headers.GetProperty("Lambda-Runtime-Aws-Request-Id").GetString().ShouldBe(response.Headers.GetValues("x-amzn-RequestId").Single());
        headers.GetProperty("Lambda-Runtime-Invoked-Function-Arn").GetString().ShouldBe(function.Deployment.FunctionArn);
        headers.GetProperty("Lambda-Runtime-Trace-Id").GetString()!.ShouldMatch(
            "^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$");
        var deadline = DateTimeOffset.FromUnixTimeMilliseconds(
            long.Parse(headers.GetProperty("Lambda-Runtime-Deadline-Ms").GetString()!, null));
        deadline.ShouldBeInRange(DateTimeOffset.UtcNow.AddSeconds(1), DateTimeOffset.UtcNow.AddSeconds(60));
    }

    [Fact]
    public async Task The_environment_holds_Lambdas_variables_and_the_functions_and_nothing_of_this_process()
    {
        await using var function = new TestFunction();
        function.Variables["COMPRESSOR_INCOMING_PREFIX"] = "incoming/";
        await using var running = await function.StartAsync(options => options with { CaBundle = "ca.pem" });

        var answer = await running.InvokeForJsonAsync(new { });

        var variables = answer.GetProperty("environment").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString());
        variables["COMPRESSOR_INCOMING_PREFIX"].ShouldBe("incoming/");
        variables["AWS_LAMBDA_FUNCTION_NAME"].ShouldBe("files");
        variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"].ShouldBe("128");
        variables["AWS_REGION"].ShouldBe("eu-central-1");
        variables["AWS_ENDPOINT_URL"].ShouldBe(function.DeadLetters.Endpoint.ToString().TrimEnd('/'));
        variables["AWS_CA_BUNDLE"].ShouldBe(Path.GetFullPath("ca.pem"));
        variables["LAMBDA_TASK_ROOT"].ShouldBe(answer.GetProperty("folder").GetString());
        string[] others = ["PATH", "TZ", "LANG", "LD_LIBRARY_PATH", "_HANDLER", "LC_CTYPE"];
        variables.Keys.Where(name =>
            !name.StartsWith("AWS_", StringComparison.Ordinal)
                && !name.StartsWith("LAMBDA_", StringComparison.Ordinal)
                && !name.StartsWith("COMPRESSOR_", StringComparison.Ordinal))
            .Except(others).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_idle_environment_is_used_again_and_only_its_first_invocation_is_a_cold_start()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        var first = await running.InvokeForJsonAsync(new { });
        var second = await running.InvokeForJsonAsync(new { });

        second.GetProperty("pid").GetInt32().ShouldBe(first.GetProperty("pid").GetInt32());
        second.GetProperty("count").GetInt32().ShouldBe(2);
        running.Lambda.Snapshot.ColdStarts.ShouldBe(1);
        var reports = running.Lambda.Reports;
        reports.Count.ShouldBe(2);
        reports[0].InitDurationMs.ShouldNotBeNull().ShouldBeGreaterThan(0);
        var billed = (long)Math.Ceiling(reports[0].DurationMs + reports[0].InitDurationMs!.Value);
        reports[0].BilledDurationMs.ShouldBeInRange(billed - 1, billed + 1);
        reports[1].InitDurationMs.ShouldBeNull();
        reports[1].BilledDurationMs.ShouldBeInRange((long)reports[1].DurationMs, (long)reports[1].DurationMs + 1);
        reports[1].MaxMemoryUsedMB.ShouldBeInRange(5, 128);
        reports[1].Status.ShouldBe(InvocationStatus.Success);
    }

    [Fact]
    public async Task The_log_tail_ends_with_the_functions_lines_and_the_report()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        using var response = await running.InvokeAsync(new { @do = "print", text = "one line" }, ("X-Amz-Log-Type", "Tail"));

        var tail = Encoding.UTF8.GetString(Convert.FromBase64String(response.Headers.GetValues("X-Amz-Log-Result").Single()))
            .TrimEnd()
            .Split('\n');
        tail.Count(line => line == "one line").ShouldBe(2);
        tail[^1].ShouldStartWith("{\"time\":\"");
        tail[^1].ShouldContain("\"type\":\"platform.report\"");
        tail[^1].ShouldContain("\"status\":\"success\"");
        tail[^1].ShouldContain("\"initDurationMs\":");
    }

    [Fact]
    public async Task A_function_error_is_returned_as_it_was_reported_and_the_environment_lives_on()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();
        var before = await running.InvokeForJsonAsync(new { });

        using var response = await running.InvokeAsync(new { @do = "error", type = "ObjectTooLarge" });
        var after = await running.InvokeForJsonAsync(new { });

        ((int)response.StatusCode).ShouldBe(200);
        response.Headers.GetValues("X-Amz-Function-Error").ShouldBe(["Unhandled"]);
        var error = await RunningFunction.ReadAsync(response);
        error.GetProperty("errorType").GetString().ShouldBe("ObjectTooLarge");
        error.GetProperty("errorMessage").GetString().ShouldBe("it failed");
        after.GetProperty("pid").GetInt32().ShouldBe(before.GetProperty("pid").GetInt32());
        running.Lambda.Reports[1].Status.ShouldBe(InvocationStatus.Failure);
    }

    [Fact]
    public async Task A_response_over_the_limit_fails_the_invocation()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        var atLimit = await running.InvokeAsync(new { @do = "big", bytes = PayloadLimits.Response });
        var error = await running.InvokeForJsonAsync(new { @do = "big", bytes = PayloadLimits.Response + 1 });

        atLimit.Content.Headers.ContentLength.ShouldBe(PayloadLimits.Response);
        error.GetProperty("errorType").GetString().ShouldBe("Function.ResponseSizeTooLarge");
        error.GetProperty("errorMessage")
            .GetString()
            .ShouldBe("Response payload size exceeded maximum allowed payload size (6291556 bytes).");
    }

    [Fact]
    public async Task The_Runtime_API_refuses_what_is_out_of_turn()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        using var response = await running.InvokeAsync(new { @do = "misuse" }, ("X-Amz-Log-Type", "Tail"));

        // next while an answer is due, another id (response, error), init/error after init, an unknown path; then a second answer.
        (await RunningFunction.ReadAsync(response))
            .GetProperty("statuses")
            .EnumerateArray()
            .Select(status => status.GetInt32())
            .ShouldBe([403, 400, 400, 403, 404]);
        Encoding.UTF8.GetString(
            Convert.FromBase64String(response.Headers.GetValues("X-Amz-Log-Result").Single())).ShouldContain("answered 202 403");
    }
}
