using System.CommandLine;
using Compressor.Cli.Capacity.Planning;
using Compressor.Cli.Capacity.Planning.Options;
using Compressor.Cli.Capacity.Planning.Output;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Reports;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor plan</c>: whether a workload fits, and what it costs. Exit 0, or 1 where a bottleneck asks to act.</summary>
internal static class PlanCommand
{
    private const string Examples = """
          compressor plan --files-per-hour 1000000 --size 10MB
              What a million files of 10 MB an hour cost, by the measurements that come with the tool.
          compressor bench --warm --sizes 10MB --data FILE --format zip gzip zstd --json bench.json
          compressor plan --bench bench.json --processed STANDARD:90
              The same with a file of your own, for archives that stay for 90 days: every format with every preset.
        """;

    public static Command Create()
    {
        var (workload, setup, report) = (new WorkloadOptions(), new SetupOptions(), new ReportOptions());
        var untiered = new Option<bool>("--untiered") { Description = "Charge every unit at the price of the first price step." };
        var command = new Command("plan", "Checks whether a load fits, and computes what it costs a month and what alternatives cost.");
        workload.AddTo(command);
        setup.AddTo(command);
        command.Options.Add(untiered);
        report.AddTo(command);
        CommandHelp.Add(command, "a bottleneck needs action", Examples);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var prices = report.ReadPrices(parsed);
            var wanted = workload.Read(parsed);
            var plan = Plan.Create(wanted, setup.Read(parsed, wanted), parsed.GetValue(untiered) ? prices.Untiered() : prices);
            await report.WriteAsync(
                parsed,
                () => PlanReport.Create(plan, section => report.Link(parsed, section)),
                () => PlanJson.Write(plan),
                console => PlanTables.Print(console, plan),
                cancellationToken);
            return plan.Verdicts.Any(verdict => verdict.Standing == Standing.Act) ? CommandRunner.Problems : 0;
        });
        return command;
    }
}
