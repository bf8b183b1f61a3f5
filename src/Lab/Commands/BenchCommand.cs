using System.CommandLine;
using Compressor.Core.Archiving;
using Compressor.Lab.Bench;
using Compressor.Lab.Bench.Results;
using Compressor.Lab.Bench.Warm;
using Compressor.Lab.Data;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Lambda;
using Spectre.Console;

namespace Compressor.Lab.Commands;

/// <summary><c>compressor bench</c>: what the function costs, next to what it could cost. <c>make bench</c> calls it.</summary>
internal static class BenchCommand
{
    private const int DefaultStarts = 20;

    public static Command Create()
    {
        var package = new Option<FileInfo>("--package") { Description = "The function's zip, as make package writes it.", DefaultValueFactory = _ => new FileInfo("artifacts/package/function-x86_64.zip"), HelpName = "zip" };
        var bootstrap = new Option<FileInfo>("--bootstrap") { Description = "An executable to measure in place of the package's.", HelpName = "file" };
        var variants = new Option<string[]>("--variant") { Description = "Another build of the function to measure in the same run; may be repeated.", DefaultValueFactory = _ => [], HelpName = "name=file" };
        var references = new Option<string>("--references") { Description = "The folder of the programs to compare with; make bench builds them.", DefaultValueFactory = _ => Path.Combine("artifacts", "bench"), HelpName = "folder" };
        var cold = new Option<bool>("--cold") { Description = "Cold starts only." };
        var warm = new Option<bool>("--warm") { Description = "Warm invocations only." };
        var starts = new Option<int>("--starts") { Description = "Cold starts of each program.", DefaultValueFactory = _ => DefaultStarts, HelpName = "n" };
        var rounds = new Option<int>("--rounds") { Description = "How many times each warm program has its turn.", DefaultValueFactory = _ => new BenchOptions().Rounds, HelpName = "n" };
        var sizes = new Option<string[]>("--sizes") { Description = "Sizes of the objects.", DefaultValueFactory = _ => ["10KB", "1MB", "10MB", "50MB"], AllowMultipleArgumentsPerToken = true, HelpName = "size" };
        var data = new Option<string[]>("--data") { Description = "What the objects hold: events, logs, random, or a file of yours.", DefaultValueFactory = _ => [DataSet.Events.Name], AllowMultipleArgumentsPerToken = true, HelpName = "data" };
        var compressions = new Option<Compression[]>("--compression") { Description = "The engines.", DefaultValueFactory = _ => [.. new BenchOptions().Compressions], AllowMultipleArgumentsPerToken = true };
        var memorySize = new Option<int>("--memory-size") { Description = "The function's memory setting, in MB.", DefaultValueFactory = _ => new BenchOptions().MemorySize, HelpName = "MB" };
        var json = new Option<string>("--json") { Description = "Where to write the figures as JSON.", HelpName = "file" };
        var check = new Option<string>("--check") { Description = "Budgets to hold the figures against; exit code 1 where one is over.", HelpName = "file" };
        package.AcceptExistingOnly();
        bootstrap.AcceptExistingOnly();

        var command = new Command("bench", "Measures the published function next to the bare engines, plain HTTP, and the same done the usual way.")
        {
            package, bootstrap, variants, references, cold, warm, starts, rounds, sizes, data, compressions, memorySize, json, check,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new BenchOptions
            {
                MemorySize = parsed.GetValue(memorySize),
                Rounds = AtLeastOne(parsed.GetValue(rounds), rounds.Name),
                Starts = parsed.GetValue(warm) ? 0 : AtLeastOne(parsed.GetValue(starts), starts.Name),
                Sizes = parsed.GetValue(cold) ? [] : [.. parsed.GetValue(sizes)!.Select(WarmPlan.Parse)],
                Data = [.. parsed.GetValue(data)!.Select(DataSet.Find)],
                Compressions = parsed.GetValue(compressions)!,
                Variants = [.. parsed.GetValue(variants)!.Select(Variant)],
            };
            var budgets = parsed.GetValue(check) is { } file ? BudgetFile.Read(file) : null;
            var zip = parsed.GetRequiredValue(package).FullName;
            var program = parsed.GetValue(bootstrap)?.FullName ?? (await FunctionCode.UnpackAsync(zip, Path.Combine(Path.GetTempPath(), "compressor-bench"), cancellationToken)).Bootstrap;
            var run = new BenchRun(program, zip, parsed.GetValue(references)!, options);
            return await RunAsync(run, parsed.GetValue(json), budgets, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(BenchRun run, string? json, BudgetFile? budgets, CancellationToken cancellationToken)
    {
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = 250;
        }

        var started = DateTimeOffset.UtcNow;
        var rows = await new ConsoleProgress(console).RunAsync("measuring", detail => run.RunAsync(detail, cancellationToken));
        var report = new BenchReport(Machine.Current, started, string.Join(' ', ["compressor", .. Environment.GetCommandLineArgs().Skip(1)]), rows);
        Tables.Print(console, report);
        if (json is not null)
        {
            await report.WriteAsync(json, cancellationToken);
        }

        if (budgets is null)
        {
            return 0;
        }

        var results = BudgetCheck.Compare(budgets, rows);
        BudgetTable.Print(console, results);
        return results.Any(result => result.IsOver) ? CommandRunner.Problems : 0;
    }

    private static (string Name, string Program) Variant(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } name, var file] && File.Exists(file)
            ? (name, Path.GetFullPath(file))
            : throw new CommandException($"--variant wants name=file with a file that is there, not '{text}'");

    private static int AtLeastOne(int value, string option) => value >= 1 ? value : throw new CommandException($"{option} must be 1 or more");
}
