using Spectre.Console;
using Compressor.Toolkit.Reports;

namespace Compressor.Cli.Capacity.Simulation.Output;

/// <summary>Writes a simulation to the terminal.</summary>
internal static class SimulationTables
{
    public static void Print(IAnsiConsole console, SimulationText text)
    {
        if (text.Outcome.Search is not null)
        {
            console.Write(text.Runs);
            console.WriteLine(text.Sweep);
        }

        console.WriteLine(text.Headline);
        console.Write(text.Figures);
    }
}
