using System.Text;
using Compressor.Handler.Runtime;
using Compressor.Handler.Tests.Faults.Harness;

namespace Compressor.Handler.Tests.Runtime;

public sealed class RuntimeApiClientTests
{
    private const string Headers =
        "Lambda-Runtime-Aws-Request-Id: r-1\r\nLambda-Runtime-Deadline-Ms: 1700000000000\r\nLambda-Runtime-Invoked-Function-Arn: "
            + "arn:f\r\nLambda-Runtime-Trace-Id: Root=1\r\n";

    [Fact]
    public async Task An_event_is_read_with_its_context()
    {
        await using var server = new ScriptedServer([$"HTTP/1.1 200 OK\r\n{Headers}Content-Length: 7\r\n\r\n{{\"a\":1}}"]);
        using var client = new RuntimeApiClient(server.Authority);
        var invocation = await client.NextAsync();
        Encoding.UTF8.GetString(invocation.Event.Span).ShouldBe("""{"a":1}""");
        invocation.Context.ShouldBe(new InvocationContext
        {
            AwsRequestId = "r-1",
            Deadline = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000),
            TraceId = "Root=1",
        });
        server.Requests.Single().ShouldStartWith("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n");
    }

    [Fact]
    public async Task A_response_in_single_bytes_and_any_case_reads_the_same()
    {
        var response = $"HTTP/1.1 200 OK\r\n{Headers.ToUpperInvariant()}CONTENT-LENGTH: 7\r\n\r\n{{\"a\":1}}";
        await using var server = new ScriptedServer([.. response.Select(c => c.ToString())]);
        using var client = new RuntimeApiClient(server.Authority);
        var invocation = await client.NextAsync();
        Encoding.UTF8.GetString(invocation.Event.Span).ShouldBe("""{"a":1}""");
        invocation.Context.AwsRequestId.ShouldBe("R-1");
    }

    [Fact]
    public async Task Chunks_are_joined_with_their_extensions_and_trailers_left_out()
    {
        await using var server = new ScriptedServer(
            [
                $"HTTP/1.1 200 OK\r\n{Headers}Transfer-Encoding: chunked\r\n\r\n3;x=y\r\n{{\"a",
                "\r\n",
                "4\r\n\":1}\r\n0\r\nTrailer: t\r\n\r\n"],
            ["HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"]);
        using var client = new RuntimeApiClient(server.Authority);
        var invocation = await client.NextAsync();
        Encoding.UTF8.GetString(invocation.Event.Span).ShouldBe("""{"a":1}""");
        await client.RespondAsync("r-1", "{}"u8.ToArray());
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task An_event_of_six_megabytes_arrives_whole()
    {
        var body = new string('x', 6 * 1024 * 1024);
        await using var server = new ScriptedServer([$"HTTP/1.1 200 OK\r\n{Headers}Content-Length: {body.Length}\r\n\r\n", body]);
        using var client = new RuntimeApiClient(server.Authority);
        var invocation = await client.NextAsync();
        invocation.Event.Length.ShouldBe(body.Length);
        invocation.Event.Span.IndexOfAnyExcept((byte)'x').ShouldBe(-1);
    }

    [Fact]
    public async Task A_body_without_length_ends_with_the_connection()
    {
        await using var server = new ScriptedServer([$"HTTP/1.1 200 OK\r\n{Headers}\r\n{{\"a\"", ":1}", ""]);
        using var client = new RuntimeApiClient(server.Authority);
        var invocation = await client.NextAsync();
        Encoding.UTF8.GetString(invocation.Event.Span).ShouldBe("""{"a":1}""");
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_meanwhile_is_opened_again()
    {
        await using var server = new ScriptedServer(
            [$"HTTP/1.1 200 OK\r\n{Headers}Content-Length: 2\r\n\r\n{{}}", ""],
            ["HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"]);
        using var client = new RuntimeApiClient(server.Authority);
        await client.NextAsync();
        await client.RespondAsync("r-1", "{}"u8.ToArray());
        server.Connections.ShouldBe(2);
        server.Requests.Last().ShouldStartWith("POST /2018-06-01/runtime/invocation/r-1/response");
    }

    [Fact]
    public async Task A_response_cut_in_the_middle_is_an_error_and_not_an_event()
    {
        await using var server = new ScriptedServer([$"HTTP/1.1 200 OK\r\n{Headers}Content-Length: 100\r\n\r\n{{\"a\"", ""]);
        using var client = new RuntimeApiClient(server.Authority);
        (await Should.ThrowAsync<IOException>(async () => await client.NextAsync())).Message.ShouldContain("in the middle");
    }

    [Fact]
    public async Task A_5xx_is_fatal_and_a_4xx_is_not()
    {
        await using var server = new ScriptedServer(
            ["HTTP/1.1 500 Internal Server Error\r\nContent-Length: 4\r\n\r\noops"],
            ["HTTP/1.1 413 Payload Too Large\r\nContent-Length: 0\r\n\r\n"]);
        using var client = new RuntimeApiClient(server.Authority);
        var broken = await Should.ThrowAsync<RuntimeApiException>(async () => await client.NextAsync());
        broken.IsFatal.ShouldBeTrue();
        broken.Message.ShouldContain("500 to invocation/next: oops");
        (
            await Should.ThrowAsync<RuntimeApiException>(
                async () => await client.RespondAsync("r-1", "{}"u8.ToArray()))).IsFatal.ShouldBeFalse();
    }

    [Fact]
    public async Task An_error_carries_its_type_in_the_header_and_in_the_body()
    {
        await using var server = new ScriptedServer(["HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"]);
        using var client = new RuntimeApiClient(server.Authority);
        await client.FailAsync("r-1", new FunctionError("ObjectTooLarge", "too large", ["at X"]));
        var request = server.Requests.Single();
        request.ShouldStartWith("POST /2018-06-01/runtime/invocation/r-1/error HTTP/1.1");
        request.ShouldContain("\r\nLambda-Runtime-Function-Error-Type: ObjectTooLarge\r\n");
        request.ShouldEndWith("""{"errorType":"ObjectTooLarge","errorMessage":"too large","stackTrace":["at X"]}""");
    }

    [Fact]
    public async Task A_failed_init_is_reported_with_its_type()
    {
        await using var server = new ScriptedServer(["HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"]);
        using var client = new RuntimeApiClient(server.Authority);
        (await client.TryFailInitAsync(new FunctionError("InvalidSettings", "all of them", []))).ShouldBeTrue();
        server.Requests.Single().ShouldSatisfyAllConditions(
            request => request.ShouldStartWith("POST /2018-06-01/runtime/init/error HTTP/1.1"),
            request => request.ShouldContain("\r\nLambda-Runtime-Function-Error-Type: InvalidSettings\r\n"));
    }

    [Fact]
    public async Task A_failed_init_that_nobody_takes_is_no_crash()
    {
        await using var server = new ScriptedServer(["HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n"]);
        using var client = new RuntimeApiClient(server.Authority);
        (await client.TryFailInitAsync(new FunctionError("InvalidSettings", "all of them", []))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_deadline_beyond_all_dates_is_no_deadline()
    {
        await using var server = new ScriptedServer(
            [$"HTTP/1.1 200 OK\r\n{Headers.Replace("1700000000000", long.MaxValue.ToString())}Content-Length: 2\r\n\r\n{{}}"]);
        using var client = new RuntimeApiClient(server.Authority);
        (await client.NextAsync()).Context.Deadline.ShouldBe(DateTimeOffset.MaxValue);
    }

    [Fact]
    public async Task An_API_that_nobody_serves_is_named()
    {
        string authority;
        await using (var server = new ScriptedServer())
        {
            authority = server.Authority;
        }

        using var client = new RuntimeApiClient(authority);
        (await Should.ThrowAsync<IOException>(async () => await client.NextAsync())).Message.ShouldContain(authority);
    }
}
