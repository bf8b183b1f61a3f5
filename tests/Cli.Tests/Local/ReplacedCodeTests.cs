using Compressor.Cli.Local.Watching;
using Compressor.Testing;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Tests.Local;

/// <summary>Another program in place of the zip's: <c>--bootstrap</c> from the start, <c>--watch</c> after each build.</summary>
[Integration]
public sealed class ReplacedCodeTests
{
    /// <summary>A runtime that answers every event with its own name.</summary>
    private const string Runtime = """
        #!/usr/bin/python3
        import http.client, json, os
        api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        while True:
            api.request("GET", "/2018-06-01/runtime/invocation/next")
            next = api.getresponse()
            next.read()
            variables = {"folder": os.environ["LAMBDA_TASK_ROOT"], "path": os.environ["PATH"]}
            answer = json.dumps({"program": os.path.basename(__file__), **variables})
            api.request("POST", f"/2018-06-01/runtime/invocation/{next.headers['Lambda-Runtime-Aws-Request-Id']}/response", answer)
            api.getresponse().read()
        """;

    [Fact]
    public async Task Another_program_runs_beside_the_zips_files_with_its_users_path()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync(options => options with { Bootstrap = Write(function, "mine") });

        var answer = await running.InvokeForJsonAsync(new { });

        answer.GetProperty("program").GetString().ShouldBe("mine");
        File.Exists(Path.Combine(answer.GetProperty("folder").GetString()!, "bootstrap")).ShouldBeTrue();
        answer.GetProperty("path").GetString().ShouldBe(Environment.GetEnvironmentVariable("PATH"));
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_refused()
    {
        await using var function = new TestFunction();

        var error = await Should.ThrowAsync<CommandException>(() => function.StartAsync(options => options with { Bootstrap = "/none" }));

        error.Message.ShouldBe("There is no program /none.");
    }

    [Fact]
    public async Task Code_that_is_replaced_serves_the_next_event_and_a_running_one_ends_as_it_began()
    {
        await using var function = new TestFunction();
        await using var running = await function.StartAsync(options => options with { Concurrency = 2 });
        (await running.InvokeForJsonAsync(new { })).GetProperty("count").GetInt32().ShouldBe(1);
        var busy = running.InvokeForJsonAsync(new { @do = "wait", file = function.PathOf("go") });
        while (running.Lambda.Snapshot.Running == 0)
        {
            await Task.Delay(10, TestContext.Deadline);
        }

        running.Lambda.Replace(Write(function, "second"), TimeSpan.FromSeconds(1.5));

        (await running.InvokeForJsonAsync(new { })).GetProperty("program").GetString().ShouldBe("second");
        await File.WriteAllTextAsync(function.PathOf("go"), "");
        (await busy).GetProperty("count").GetInt32().ShouldBe(2);
        (await running.InvokeForJsonAsync(new { })).GetProperty("program").GetString().ShouldBe("second");
        running.Lambda.Snapshot.Failed.ShouldBe(0);
    }

    [Fact]
    public async Task A_build_of_the_handler_is_a_program_that_the_next_build_leaves_alone()
    {
        using var folder = new TemporaryFolder();
        var build = new HandlerBuild(Repository.Root, folder.Path);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5)); // Beside other builds, one takes more than a minute.

        var first = await build.RunAsync(patience.Token);
        var second = await build.RunAsync(patience.Token);

        first.Bootstrap.ShouldNotBeNull(first.Output).ShouldNotBe(second.Bootstrap);
        var restored = Directory.GetFiles(folder.Path, "project.assets.json", SearchOption.AllDirectories);
        restored.Select(file => Path.GetFileName(Path.GetDirectoryName(file))).ShouldContain(
            "Compressor.Handler", "a publish that goes on meanwhile reads what it restored itself");
        var run = await ProgramRun.RunAsync(first.Bootstrap, ["--settings"]);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("COMPRESSOR_COMPRESSION");
    }

    [Fact]
    public async Task Changes_that_come_together_are_told_once_and_other_files_are_not()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "below"));
        using var changes = new SourceChanges([folder.Path]);
        folder.Add("notes.txt", "x"u8);
        folder.Add("a.cs", "x"u8);
        folder.Add("below/b.cs", "x"u8);

        await changes.WaitAsync(TestContext.Deadline);
        var next = changes.WaitAsync(TestContext.Deadline);
        folder.Add("notes.txt", "y"u8);
        await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Deadline);
        next.IsCompleted.ShouldBeFalse();

        folder.Add("below/b.cs", "y"u8);
        await next;
    }

    private static string Write(TestFunction function, string name)
    {
        var path = function.PathOf(name);
        File.WriteAllText(path, Runtime);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
