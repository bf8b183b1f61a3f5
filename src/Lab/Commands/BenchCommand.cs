using System.CommandLine;
using Compressor.Lab.Bench;
using Compressor.Lab.Bench.Results;
using Compressor.Toolkit.CommandLine;
using Spectre.Console;

namespace Compressor.Lab.Commands;

/// <summary><c>compressor bench</c>: what the function costs, next to what it could cost. <c>make bench</c> calls it.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var options = new BenchCommandOptions();
        var command = new Command(
            "bench", "Measures the published function beside the bare engines, plain HTTP, and the usual way to do the same.");
        options.AddTo(command);
        CommandHelp.Add(command, "a figure exceeds its budget, or could not be measured");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var budgets = options.ReadBudgets(parsed);
            var run = await options.ReadAsync(parsed, cancellationToken);
            return await RunAsync(Terminal.Create(parsed), run, options.Json(parsed), budgets, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        IAnsiConsole console, BenchRun run, string? json, BudgetFile? budgets, CancellationToken cancellationToken)
    {
        var started = DateTimeOffset.UtcNow;
        var rows = await new ConsoleProgress(console).RunAsync("measuring", detail => run.RunAsync(detail, cancellationToken));
        var command = string.Join(' ', ["compressor", .. Environment.GetCommandLineArgs().Skip(1)]);
        var report = new BenchReport(Machine.Current, started, command, rows);
        BenchTables.Print(console, report);
        if (json is not null)
        {
            await report.WriteAsync(json, cancellationToken);
        }

        if (budgets is null)
        {
            return 0;
        }

        var results = BudgetCheck.Compare(budgets, rows);
        BenchTables.Print(console, results);
        return results.Any(result => result.IsOver) ? CommandRunner.Problems : 0;
    }
}
