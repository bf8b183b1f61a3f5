using Spectre.Console;
using Text = Compressor.Cli.Planning.Text;

namespace Compressor.Cli.Simulation.Output;

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
            table.AddRow(Text.Number(run.Concurrency), Text.Seconds(run.P99Seconds), Text.Number(run.DeadLetters), run.MeetsTarget ? "[green]yes[/]" : "[red]no[/]");
        }

        console.Write(table);
    }
}
