using System.CommandLine;
using Compressor.Cli.Capacity.Planning;
using Compressor.Cli.Capacity.Planning.Options;
using Compressor.Cli.Capacity.Simulation;
using Compressor.Cli.Capacity.Simulation.Output;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Reports;

namespace Compressor.Cli.Commands;

/// <summary>
/// <c>compressor simulate</c>: an hour of the pipeline, or any stretch, in seconds. Exit 1 where files were lost or a sweep found no limit.
/// </summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var (workload, setup, simulation) = (new WorkloadOptions(), new SetupOptions(), new SimulationOptions());
        var (sweep, report) = (new SweepOptions(), new ReportOptions());
        var command = new Command("simulate", "Simulates the whole pipeline: arrivals, queue, environments, S3, faults.");
        workload.AddTo(command);
        setup.AddTo(command);
        simulation.AddTo(command);
        sweep.AddTo(command);
        report.AddTo(command);
        CommandHelp.Add(command, "files were lost, or a sweep found no concurrency that is enough");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = workload.Read(parsed);
            var demand = Demand.Create(wanted, setup.Read(parsed, wanted));
            var (model, search) = (simulation.Read(parsed, demand), sweep.Read(parsed));
            var progress = RunProgress.ForTerminal(Terminal.Create(parsed, error: true));
            var outcome = await progress.RunAsync(
                "simulating", _ => Task.Run(() => SimulationOutcome.Run(model, search, cancellationToken), cancellationToken));
            var text = new SimulationText(outcome, demand, report.ReadPrices(parsed));
            await report.WriteAsync(
                parsed,
                () => SimulationReport.Create(text),
                () => SimulationJson.Write(text),
                text.Print,
                cancellationToken);
            return outcome.Result.Lost > 0 || (search is not null && outcome.Smallest is null) ? CommandRunner.Problems : 0;
        });
        return command;
    }
}
