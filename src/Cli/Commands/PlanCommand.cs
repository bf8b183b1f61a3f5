using System.CommandLine;
using Compressor.Cli.Capacity.Planning;
using Compressor.Cli.Capacity.Planning.Options;
using Compressor.Cli.Capacity.Planning.Output;
using Compressor.Cli.Capacity.Planning.Verdicts;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Reports;
using Spectre.Console;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor plan</c>: whether a workload fits, and what it costs. Exit 0, or 1 where a bottleneck asks to act.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var workload = new WorkloadOptions();
        var setup = new SetupOptions();
        var prices = new Option<FileInfo>("--prices") { Description = "A price file in place of us-east-1's list prices.", HelpName = "file" };
        var untiered = new Option<bool>("--untiered") { Description = "Every unit at the price of the first step." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var html = new Option<FileInfo?>("--html") { Description = "Write a report as one HTML page.", HelpName = "file" };

        var command = new Command("plan", "Tells whether a workload fits, what it costs a month, and what else it could cost.");
        workload.AddTo(command);
        setup.AddTo(command);
        command.Options.Add(prices);
        command.Options.Add(untiered);
        command.Options.Add(json);
        command.Options.Add(html);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var table = parsed.GetValue(prices) is { } file ? PriceTable.Read(file) : PriceTable.Default();
            var wanted = workload.Read(parsed);
            var plan = Plan.Of(wanted, setup.Read(parsed, wanted), parsed.GetValue(untiered) ? table.Untiered() : table);
            await HtmlReport.WriteAsync(parsed.GetValue(html), () => PlanReport.Of(plan), cancellationToken);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(PlanJson.Write(plan));
            }
            else
            {
                PlanTables.Print(Terminal(), plan);
            }

            return plan.Verdicts.Any(verdict => verdict.Standing == Standing.Act) ? CommandRunner.Problems : 0;
        });
        return command;
    }

    private static IAnsiConsole Terminal()
    {
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
        {
            // Nobody's window is that narrow; lines in a log must not break.
            console.Profile.Width = 250;
        }

        return console;
    }
}
