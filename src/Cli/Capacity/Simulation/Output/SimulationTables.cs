using Compressor.Toolkit.Units;
using Spectre.Console;

namespace Compressor.Cli.Capacity.Simulation.Output;

/// <summary>Writes a simulation to the terminal.</summary>
internal static class SimulationTables
{
    public static void Print(IAnsiConsole console, SimulationText text)
    {
        console.WriteLine(text.Headline);
        var table = new Table { Border = TableBorder.Rounded, UseSafeBorder = true, ShowHeaders = false };
        table.AddColumn("").AddColumn(new TableColumn("") { Alignment = Justify.Right });
        foreach (var (name, value) in text.Figures)
        {
            table.AddRow(Markup.Escape(name), Markup.Escape(value));
        }

        console.Write(table);
    }

    public static void Print(IAnsiConsole console, IReadOnlyList<SweepRun> runs)
    {
        var table = new Table { Border = TableBorder.Rounded, UseSafeBorder = true };
        table.AddColumn(new TableColumn("reserved_concurrency") { Alignment = Justify.Right })
            .AddColumn(new TableColumn("p99") { Alignment = Justify.Right })
            .AddColumn(new TableColumn("Dead letters") { Alignment = Justify.Right })
            .AddColumn("Within target");
        foreach (var run in runs)
        {
            table.AddRow(Format.Number(run.Concurrency), Format.Seconds(run.P99Seconds), Format.Number(run.DeadLetters), run.MeetsTarget ? "[green]yes[/]" : "[red]no[/]");
        }

        console.Write(table);
    }
}
