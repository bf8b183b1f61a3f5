using System.CommandLine;
using Compressor.Lab.Tuning;
using Compressor.Lab.Tuning.Limits;
using Compressor.Lab.Tuning.Output;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Reports;

namespace Compressor.Lab.Commands;

/// <summary><c>compressor tune</c>: which memory size is cheapest, which is fastest. Exit 1 where no size does its work.</summary>
internal static class TuneCommand
{
    public static Command Create()
    {
        var (options, report) = (new TuneCommandOptions(), new ReportOptions());
        var command = new Command(
            "tune", "Measures the published function at each memory size, and picks the cheapest, the fastest and the balanced one.");
        options.AddTo(command);
        report.AddTo(command);
        CommandHelp.Add(command, "the function did not work at any size");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = await options.ReadAsync(parsed, cancellationToken);
            var refusal = options.IsComputed(parsed) ? "--computed" : LimitGroup.FindRefusal();
            var run = new TuneRun((await options.UnpackAsync(parsed, cancellationToken)).Bootstrap, wanted, refusal is null);
            var progress = new ConsoleProgress(report.CreateConsole(parsed));
            var rows = await progress.RunAsync("measuring", detail => run.RunAsync(detail, cancellationToken));
            var workload = options.ReadWorkload(parsed, wanted);
            var text = new TuneText(rows, report.ReadPrices(parsed), options.Architecture(parsed), workload, refusal);
            await WriteDurationsAsync(options.Durations(parsed), text.Picks, cancellationToken);
            await report.WriteAsync(
                parsed,
                () => TuneReport.Create(text),
                () => TuneJson.Write(text),
                console => TuneTables.Print(console, text),
                cancellationToken);
            return text.Picks is null ? CommandRunner.Problems : 0;
        });
        return command;
    }

    private static async Task WriteDurationsAsync(FileInfo? file, TunePicks? picks, CancellationToken cancellationToken)
    {
        if (file is not null && picks is not null)
        {
            var lines = picks.Balanced.Milliseconds.Select(value => FormattableString.Invariant($"{value:0.###}"));
            await File.WriteAllLinesAsync(file.FullName, lines, cancellationToken);
        }
    }
}
