using System.Globalization;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Reports;
using Spectre.Console;

namespace Compressor.Lab.Tuning.Output;

/// <summary>Writes a tuning run to the terminal.</summary>
internal static class TuneTables
{
    private const int ChartWidth = 70;

    public static void Print(IAnsiConsole console, TuneText text)
    {
        console.Write(text.Table);
        foreach (var problem in text.Problems)
        {
            console.WriteLine(problem);
        }

        PrintCurves(console, text);
        console.WriteLine(text.Headline);
        if (text.PlanCommand is { } plan)
        {
            console.WriteLine(text.VariablesHeading);
            foreach (var line in text.Variables)
            {
                console.WriteLine("  " + line);
            }

            console.WriteLine("What the balanced size costs a month:");
            console.WriteLine("  " + plan);
        }

        console.WriteLine(text.Objects);
        console.WriteLine(text.Method);
    }

    /// <summary>Time and cost against memory, a bar for each size that did its work.</summary>
    private static void PrintCurves(IAnsiConsole console, TuneText text)
    {
        if (text.Good.Count == 0)
        {
            return;
        }

        var times = Bars("p50, ms");
        var costs = Bars($"$ a million, {text.Architecture.Name()}");
        foreach (var row in text.Good)
        {
            times.AddItem($"{row.MemorySize} MB", Math.Round(row.Quantile(0.5) ?? 0), Color.Blue);
            costs.AddItem($"{row.MemorySize} MB", Math.Round(text.Dollars(row, text.Architecture), 2), Color.Green);
        }

        console.Write(times);
        console.Write(costs);
        console.WriteLine();
    }

    private static BarChart Bars(string label) =>
        new() { Label = label, LabelAlignment = Justify.Left, Width = ChartWidth, Culture = CultureInfo.InvariantCulture };
}
