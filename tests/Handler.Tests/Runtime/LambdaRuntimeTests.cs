using Compressor.Core.Failures;
using Compressor.Handler.Runtime;
using Compressor.Handler.Tests.Faults.Harness;

namespace Compressor.Handler.Tests.Runtime;

public sealed class LambdaRuntimeTests
{
    private const string Accepted = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
    private const string Broken = "HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n";

    [Fact]
    public async Task An_event_that_fails_is_answered_with_its_error_and_the_next_one_is_taken()
    {
        await using var server = new ScriptedServer([Event("r-1")], [Accepted], [Event("r-2")], [Accepted], [Broken]);
        var code = await RunAsync(server, (invocation, _) => invocation.Context.AwsRequestId == "r-1"
            ? throw new FunctionException(ErrorTypes.AccessDenied, "denied")
            : ValueTask.FromResult<ReadOnlyMemory<byte>>("{}"u8.ToArray()));
        code.ShouldBe(1);
        Paths(server).ShouldBe(
            ["invocation/next", "invocation/r-1/error", "invocation/next", "invocation/r-2/response", "invocation/next"]);
        server.Requests.ElementAt(1).ShouldContain("\"errorType\":\"AccessDenied\"");
    }

    [Fact]
    public async Task A_response_that_Lambda_refuses_becomes_that_events_error()
    {
        await using var server = new ScriptedServer(
            [Event("r-1")], ["HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n"], [Accepted], [Broken]);
        await RunAsync(server, (_, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>("{}"u8.ToArray()));
        Paths(server).ShouldBe(["invocation/next", "invocation/r-1/response", "invocation/r-1/error", "invocation/next"]);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_does_not_end_the_process()
    {
        const string gone = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
        await using var server = new ScriptedServer([Event("r-1")], [gone], [gone], [Event("r-2")], [Accepted], [Broken]);
        await RunAsync(server, (_, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>("{}"u8.ToArray()));
        Paths(server).ShouldContain("invocation/r-2/response");
    }

    [Fact]
    public async Task The_trace_id_is_in_the_environment_for_its_own_invocation_only()
    {
        var seen = new List<string?>();
        await using var server = new ScriptedServer(
            [Event("r-1", "Lambda-Runtime-Trace-Id: Root=1\r\n")], [Accepted], [Event("r-2")], [Accepted], [Broken]);
        await RunAsync(server, (_, _) =>
        {
            seen.Add(Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"));
            return ValueTask.FromResult<ReadOnlyMemory<byte>>("{}"u8.ToArray());
        });
        seen.ShouldBe(["Root=1", null]);
    }

    [Fact]
    public async Task The_deadline_of_one_invocation_does_not_end_the_next()
    {
        var passed = DateTimeOffset.UtcNow.AddMilliseconds(-1).ToUnixTimeMilliseconds();
        var ended = new List<bool>();
        await using var server = new ScriptedServer(
            [Event("r-1", $"Lambda-Runtime-Deadline-Ms: {passed}\r\n")], [Accepted], [Event("r-2")], [Accepted], [Broken]);
        await RunAsync(server, (_, deadline) =>
        {
            ended.Add(deadline.IsCancellationRequested || deadline.WaitHandle.WaitOne(ended.Count == 0 ? 5_000 : 0));
            return ValueTask.FromResult<ReadOnlyMemory<byte>>("{}"u8.ToArray());
        });
        ended.ShouldBe([true, false]);
    }

    [Theory]
    [InlineData(600, 588)]
    [InlineData(10, 9)]
    [InlineData(1, 0.5)]
    [InlineData(0, 0)]
    public void Work_ends_two_percent_or_a_second_before_Lambda_ends_it(double remaining, double working) =>
        InvocationDeadline.WorkingTime(TimeSpan.FromSeconds(remaining)).TotalSeconds.ShouldBe(working, 0.001);

    [Fact]
    public void A_deadline_far_in_the_future_is_a_timer_that_the_runtime_can_hold() =>
        InvocationDeadline.WorkingTime(TimeSpan.MaxValue).TotalMilliseconds.ShouldBe(int.MaxValue);

    private static async Task<int> RunAsync(
        ScriptedServer server, Func<Invocation, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> handle)
    {
        using var api = new RuntimeApiClient(server.Authority);
        using var runtime = new LambdaRuntime(api, handle, _ => { });
        return await runtime.RunAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static string Event(string id, string headers = "") =>
        $"HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: {id}\r\n{headers}Content-Length: 2\r\n\r\n{{}}";

    private static IEnumerable<string> Paths(ScriptedServer server) =>
        server.Requests.Select(request => request.Split(' ')[1]["/2018-06-01/runtime/".Length..]);
}
