using System.Text;
using Compressor.Cli.Local.RuntimeApi;

namespace Compressor.Cli.Tests.Local;

public class InvokeApiTests
{
    private const string Arn = "arn:aws:lambda:eu-central-1:123456789012:function:files";

    [Theory]
    [InlineData("files", null, "$LATEST", Arn)]
    [InlineData("files:live", null, "$LATEST", Arn + ":live")]
    [InlineData("files", "live", "$LATEST", Arn + ":live")]
    [InlineData("files", "7", "7", Arn + ":7")]
    [InlineData("123456789012:function:files", null, "$LATEST", Arn)]
    [InlineData(Arn, "$LATEST", "$LATEST", Arn + ":$LATEST")]
    [InlineData(Arn + ":3", "3", "3", Arn + ":3")]
    public async Task A_function_has_every_name_that_AWS_takes(string name, string? qualifier, string version, string invokedArn)
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();
        var query = qualifier is null ? "" : $"?Qualifier={Uri.EscapeDataString(qualifier)}";

        using var response = await running.SendAsync(
            $"/2015-03-31/functions/{Uri.EscapeDataString(name)}/invocations{query}", "{}"u8.ToArray());

        ((int)response.StatusCode).ShouldBe(200);
        response.Headers.GetValues("X-Amz-Executed-Version").ShouldBe([version]);
        (await RunningFunction.ReadAsync(response))
            .GetProperty("headers")
            .GetProperty("Lambda-Runtime-Invoked-Function-Arn")
            .GetString()
            .ShouldBe(invokedArn);
    }

    [Theory]
    [
        InlineData(
            "others/invocations",
            404,
            "ResourceNotFoundException",
            "Function not found: arn:aws:lambda:eu-central-1:123456789012:function:others")]
    [InlineData("files/invocations?Qualifier=blue", 404, "ResourceNotFoundException", "Function not found: " + Arn + ":blue")]
    [
        InlineData(
            "files:1/invocations?Qualifier=2",
            400,
            "InvalidParameterValueException",
            "The derived qualifier from the function name does not match the specified qualifier.")]
    [
        InlineData(
            "arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Afiles/invocations",
            404,
            "ResourceNotFoundException",
            "Function not found: " + Arn)]
    [InlineData("files", 404, "UnknownOperationException", "Only Invoke is served here, not POST /2015-03-31/functions/files")]
    public async Task What_is_not_there_is_refused(string path, int status, string type, string message)
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        using var response = await running.SendAsync($"/2015-03-31/functions/{path}", "{}"u8.ToArray());

        await ShouldBeRefusedAsync(response, status, type, message);
    }

    [Theory]
    [InlineData("Event")]
    [InlineData("RequestResponse")]
    [InlineData("DryRun")]
    public async Task Malformed_JSON_is_refused(string type)
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        using var response = await running.SendAsync(
            "/2015-03-31/functions/files/invocations", "{\"a\": }"u8.ToArray(), ("X-Amz-Invocation-Type", type));

        await ShouldBeRefusedAsync(response, 400, "InvalidRequestContentException", "Could not parse request body into json: ");
        running.Lambda.Snapshot.Accepted.ShouldBe(0);
    }

    [Theory]
    [InlineData("RequestResponse", PayloadLimits.Synchronous)]
    [InlineData("Event", PayloadLimits.Asynchronous)]
    public async Task A_payload_may_have_the_limits_bytes_and_no_more(string type, int limit)
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        using var at = await running.SendAsync("/2015-03-31/functions/files/invocations", Payload(limit), ("X-Amz-Invocation-Type", type));
        using var over = await running.SendAsync(
            "/2015-03-31/functions/files/invocations", Payload(limit + 1), ("X-Amz-Invocation-Type", type));

        ((int)at.StatusCode).ShouldBeOneOf(200, 202);
        await ShouldBeRefusedAsync(
            over, 413, "RequestTooLargeException", $"Request must be smaller than {limit} bytes for the InvokeFunction operation");
        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);
    }

    [Fact]
    public async Task A_dry_run_starts_nothing()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        using var response = await running.InvokeAsync(new { }, ("X-Amz-Invocation-Type", "DryRun"));

        ((int)response.StatusCode).ShouldBe(204);
        running.Lambda.Snapshot.ColdStarts.ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_invocation_type_is_refused()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        using var response = await running.InvokeAsync(new { }, ("X-Amz-Invocation-Type", "Later"));

        await ShouldBeRefusedAsync(response, 400, "InvalidParameterValueException", "Unsupported invocation type: Later");
    }

    [Fact]
    public async Task No_payload_is_an_empty_event()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        using var response = await running.SendAsync("/2015-03-31/functions/files/invocations", []);

        (await RunningFunction.ReadAsync(response)).GetProperty("event").GetRawText().ShouldBe("{}");
    }

    [Fact]
    public async Task Client_context_and_trace_id_reach_the_function()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        using var response = await running.InvokeAsync(
            new { }, ("X-Amz-Client-Context", "e30="), ("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793"));

        var headers = (await RunningFunction.ReadAsync(response)).GetProperty("headers");
        headers.GetProperty("Lambda-Runtime-Client-Context").GetString().ShouldBe("e30=");
        headers.GetProperty("Lambda-Runtime-Trace-Id").GetString().ShouldBe("Root=1-5759e988-bd862e3fe1be46a994272793");
    }

    private static byte[] Payload(int bytes) => Encoding.UTF8.GetBytes($"\"{new string('x', bytes - 2)}\"");

    private static async Task ShouldBeRefusedAsync(HttpResponseMessage response, int status, string type, string message)
    {
        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.GetValues("x-amzn-ErrorType").ShouldBe([type]);
        response.Headers.Contains("x-amzn-RequestId").ShouldBeTrue();
        (await RunningFunction.ReadAsync(response)).GetProperty("message").GetString()!.ShouldStartWith(message);
    }
}
