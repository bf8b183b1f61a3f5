using Compressor.Cli.Capacity.Planning.Verdicts;
using Compressor.Toolkit.Units;
using Spectre.Console;

namespace Compressor.Cli.Capacity.Planning.Output;

/// <summary>Writes a plan to the terminal.</summary>
internal static class PlanTables
{
    public static void Print(IAnsiConsole console, Plan plan)
    {
        var demand = plan.Demand;
        console.WriteLine(PlanText.Headline(plan));
        console.WriteLine(PlanText.Invocation(demand));
        console.WriteLine();
        PrintVerdicts(console, plan.Verdicts);
        PrintRates(console, plan.Rates);
        PrintBill(console, plan);
        PrintAlternatives(console, plan);
        PrintPresets(console, plan);
        console.WriteLine(PlanText.Measurements(plan));
        console.WriteLine(PlanText.Prices(plan));
    }

    private static void PrintVerdicts(IAnsiConsole console, IReadOnlyList<Verdict> verdicts)
    {
        var table = Create("Bottlenecks", "Bottleneck", "Verdict", "Figure", "What to do", "Terraform variable");
        foreach (var verdict in verdicts)
        {
            var color = verdict.Standing switch { Standing.Ok => "green", Standing.Watch => "yellow", _ => "red" };
            table.AddRow(
                Markup.Escape(verdict.Bottleneck),
                $"[{color}]{verdict.Standing.ToString().ToUpperInvariant()}[/]",
                Markup.Escape(verdict.Figure),
                Markup.Escape(verdict.Advice),
                Markup.Escape(verdict.Variable));
        }

        console.Write(table);
    }

    private static void PrintRates(IAnsiConsole console, IReadOnlyList<RequestRate> rates)
    {
        var table = Create("S3 requests a second", "Prefix", "Request", "#Mean", "#Burst", "#Limit of a prefix", "#Burst, one prefix", "#Burst, 256 shards");
        foreach (var rate in rates)
        {
            table.AddRow(
                rate.Prefix, rate.Request, Format.Number(rate.Mean), Format.Number(rate.Burst), Format.Number(rate.Limit), Format.Percent(rate.BurstShare), Format.Percent(rate.ShardedBurstShare));
        }

        console.Write(table);
    }

    private static void PrintBill(IAnsiConsole console, Plan plan)
    {
        var table = Create("A month's bill", "Component", "#Quantity", "Unit", "#$ a month", "#$ a million files", "From");
        foreach (var group in plan.Lines.GroupBy(line => line.Group))
        {
            foreach (var line in group)
            {
                table.AddRow(
                    Markup.Escape(line.Component), Format.Number(line.Quantity), Markup.Escape(line.Unit), Format.Dollars(line.Dollars), Format.Dollars(PlanText.PerMillion(plan, line.Dollars)), Markup.Escape(line.Basis));
            }

            var sum = group.Sum(line => line.Dollars);
            table.AddRow($"[bold]{group.Key}[/]", "", "", $"[bold]{Format.Dollars(sum)}[/]", $"[bold]{Format.Dollars(PlanText.PerMillion(plan, sum))}[/]", "");
            table.AddEmptyRow();
        }

        table.AddRow("[bold]All[/]", "", "", $"[bold]{Format.Dollars(plan.Dollars)}[/]", $"[bold]{Format.Dollars(PlanText.PerMillion(plan, plan.Dollars))}[/]", Markup.Escape(PlanText.Steps(plan)));
        console.Write(table);
    }

    private static void PrintAlternatives(IAnsiConsole console, Plan plan)
    {
        var table = Create("Other ways, processing only (storage is the same)", "Way", "#$ a month", "#$ a million files", "Rests on");
        foreach (var way in plan.Alternatives)
        {
            table.AddRow(Markup.Escape(way.Name), Format.Dollars(way.Dollars), Format.Dollars(PlanText.PerMillion(plan, way.Dollars)), Markup.Escape(string.Join("; ", way.Assumptions)));
        }

        console.Write(table);
    }

    private static void PrintPresets(IAnsiConsole console, Plan plan)
    {
        if (plan.CheapestPreset is not { } cheapest)
        {
            console.WriteLine("Compression presets are not weighed where --duration says how long an invocation takes.");
            return;
        }

        var table = Create(PlanText.PresetsHeading(plan), "Preset", "#Duration", "#Ratio", "#Compute", "#Storage", "#Sum", "");
        foreach (var choice in plan.Choices)
        {
            table.AddRow(
                choice.Preset.Name, PlanText.Milliseconds(choice.DurationSeconds), Format.Number(choice.Preset.Ratio), Format.Dollars(choice.ComputeDollars), Format.Dollars(choice.StorageDollars), Format.Dollars(choice.Dollars),
                choice == cheapest ? "[green]cheapest[/]" : "");
        }

        console.Write(table);
        foreach (var line in plan.BreakEvens.Select(PlanText.BreakEven))
        {
            console.WriteLine(line);
        }

        console.WriteLine();
    }

    private static Table Create(string title, params string[] columns)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle($"[bold]{Markup.Escape(title)}[/]"), UseSafeBorder = true };
        foreach (var column in columns)
        {
            // A leading # marks a column of figures.
            var isNumber = column.StartsWith('#');
            table.AddColumn(new TableColumn(Markup.Escape(isNumber ? column[1..] : column)) { Alignment = isNumber ? Justify.Right : Justify.Left, NoWrap = isNumber });
        }

        return table;
    }
}
