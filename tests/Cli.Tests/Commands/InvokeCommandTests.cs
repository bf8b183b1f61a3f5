using Compressor.Cli.Tests.Local;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Commands;

[Integration]
public sealed class InvokeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_answer_and_the_log_are_printed()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        var run = await InvokeAsync(running, """{"do":"respond","response":{"all":"well"}}""", "--log");

        (run.ExitCode, run.Output).ShouldBe((0, """{"all": "well"}""" + "\n"), run.Error);
        run.Error.ShouldContain("answered 202");
    }

    [Fact]
    public async Task A_function_that_fails_is_a_problem()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        var run = await InvokeAsync(running, """{"do":"error","type":"ObjectTooLarge"}""");

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("ObjectTooLarge");
        run.Error.ShouldBe("");
    }

    [Fact]
    public async Task An_event_for_the_queue_is_not_waited_for()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        var run = await InvokeAsync(running, "{}", "--event");

        (run.ExitCode, run.Output, run.Error).ShouldBe((0, "", ""));
        await running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);
        running.Lambda.Snapshot.Done.ShouldBe(1);
    }

    [Fact]
    public async Task Standard_input_is_a_file_too()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync();

        var run = await ProgramRun.RunAsync(
            ProgramRun.Compressor,
            ["invoke", "-", "--function", "files", "--endpoint-url", running.Lambda.InvokeEndpoint.AbsoluteUri],
            input: """{"do":"respond","response":7}""");

        (run.ExitCode, run.Output).ShouldBe((0, "7\n"), run.Error);
    }

    [Fact]
    public async Task A_Lambda_that_does_not_run_and_a_file_that_is_missing_are_named()
    {
        var unreachable = await ProgramRun.RunAsync(
            ProgramRun.Compressor, ["invoke", _folder.Add("e.json", "{}"u8), "--endpoint-url", "http://127.0.0.1:1"]);
        unreachable.ExitCode.ShouldBe(1);
        unreachable.Error.ShouldStartWith("compressor: Lambda cannot be reached at http://127.0.0.1:1: ");

        var missing = await ProgramRun.RunAsync(ProgramRun.Compressor, ["invoke", "/none.json"]);
        missing.ExitCode.ShouldBe(2);
        missing.Error.ShouldStartWith("compressor: the event cannot be read: ");
    }

    private Task<ProgramRun> InvokeAsync(RunningFunction running, string json, params string[] options)
    {
        var file = _folder.Add("event.json", System.Text.Encoding.UTF8.GetBytes(json));
        return ProgramRun.RunAsync(
            ProgramRun.Compressor,
            ["invoke", file, "--function", "files", "--endpoint-url", running.Lambda.InvokeEndpoint.AbsoluteUri, .. options]);
    }
}
