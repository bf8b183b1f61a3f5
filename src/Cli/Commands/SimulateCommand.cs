using System.CommandLine;
using Compressor.Cli.Capacity.Planning;
using Compressor.Cli.Capacity.Planning.Options;
using Compressor.Cli.Capacity.Simulation;
using Compressor.Cli.Capacity.Simulation.Model;
using Compressor.Cli.Capacity.Simulation.Output;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Reports;
using Spectre.Console;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor simulate</c>: an hour of the pipeline, or any stretch, in seconds. Exit 1 where files were lost or a sweep found no limit.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var (workload, setup, simulation) = (new WorkloadOptions(), new SetupOptions(), new SimulationOptions());
        var sweep = new Option<string?>("--sweep") { Description = "Find the smallest limit that keeps p99 within --target-p99.", HelpName = "reserved_concurrency=LOW..HIGH" };
        var target = Parsers.Create("--target-p99", "Seconds from upload to archive that 99 of 100 files may take.", "seconds", Parsers.Between(0.001, 1e6), 60);
        var prices = new Option<FileInfo>("--prices") { Description = "A price file in place of us-east-1's list prices.", HelpName = "file" };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var html = new Option<FileInfo?>("--html") { Description = "Write a report as one HTML page.", HelpName = "file" };

        var command = new Command("simulate", "Simulates the whole pipeline: arrivals, queue, environments, S3, faults.");
        workload.AddTo(command);
        setup.AddTo(command);
        simulation.AddTo(command);
        foreach (var option in new Option[] { sweep, target, prices, json, html })
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var table = parsed.GetValue(prices) is { } file ? PriceTable.Read(file) : PriceTable.Default();
            var wanted = workload.Read(parsed);
            var demand = Demand.Of(wanted, setup.Read(parsed, wanted));
            var range = parsed.GetValue(sweep) is { } text ? SweepRange.Parse(text) : null;
            var seconds = parsed.GetRequiredValue(target);
            var outcome = await Task.Run(() => Simulate(simulation.Read(parsed, demand), range, seconds, cancellationToken), cancellationToken);
            var words = new SimulationText(outcome.Result, demand, table);
            await HtmlReport.WriteAsync(parsed.GetValue(html), () => SimulationReport.Of(outcome.Result, words, outcome.Smallest, seconds, outcome.Runs), cancellationToken);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(SimulationJson.Write(outcome.Result, words.Dollars, outcome.Smallest, outcome.Runs));
            }
            else
            {
                Print(words, outcome, seconds);
            }

            return outcome.Result.Lost > 0 || (range is not null && outcome.Smallest is null) ? CommandRunner.Problems : 0;
        });
        return command;
    }

    /// <summary>With a sweep, the result is that of the limit found, or of the largest.</summary>
    private static Outcome Simulate(PipelineModel model, SweepRange? range, double target, CancellationToken cancellationToken)
    {
        if (range is null)
        {
            return new Outcome(Simulator.Run(model, cancellationToken), null, null);
        }

        var (smallest, runs) = ConcurrencySweep.Find(model, range.Low, range.High, target, cancellationToken);
        return new Outcome(Simulator.Run(model with { Concurrency = smallest ?? range.High }, cancellationToken), smallest, runs);
    }

    private static void Print(SimulationText words, Outcome outcome, double target)
    {
        if (outcome.Runs is { } runs)
        {
            SimulationTables.Print(AnsiConsole.Console, runs);
            Console.WriteLine(SimulationText.Sweep(outcome.Smallest, target, runs[^1].Concurrency));
        }

        SimulationTables.Print(AnsiConsole.Console, words);
    }

    private sealed record Outcome(SimulationResult Result, int? Smallest, IReadOnlyList<SweepRun>? Runs);
}
