using Compressor.Core.Keys;
using Compressor.Toolkit.Reports;
using Compressor.Toolkit.Units;
using Spectre.Console;

namespace Compressor.Cli.Capacity.Planning.Output;

/// <summary>The tables of a plan, for the terminal and for the page.</summary>
internal static class PlanTables
{
    /// <summary>Writes a plan to the terminal.</summary>
    public static void Print(IAnsiConsole console, Plan plan)
    {
        console.WriteLine(PlanText.Headline(plan));
        console.WriteLine(PlanText.Invocation(plan.Demand));
        console.WriteLine();
        console.Write(Verdicts(plan));
        console.Write(Rates(plan));
        console.Write(Bill(plan));
        console.Write(Ways(plan));
        if (plan.CheapestPreset is null)
        {
            console.WriteLine("Compression presets are not compared if --duration is given.");
        }
        else
        {
            console.Write(Presets(plan));
            foreach (var line in plan.BreakEvens.Select(PlanText.BreakEven))
            {
                console.WriteLine(line);
            }

            console.WriteLine();
        }

        console.WriteLine(PlanText.Measurements(plan));
        console.WriteLine(PlanText.Prices(plan));
    }

    /// <summary>What could hold the pipeline up, and how it stands.</summary>
    public static DataTable Verdicts(Plan plan) => new(
        "Bottlenecks",
        [new("Bottleneck"), new("Verdict"), new("Figure"), new("What to do"), new("Terraform variable")],
        [.. plan.Verdicts.Select(Row)]);

    /// <summary>Requests to S3 under each prefix.</summary>
    public static DataTable Rates(Plan plan) => new(
        "Requests per second, and what S3 serves for each prefix before it splits it",
        [
            new("Prefix"), new("Request"), new("Mean", true), new("Burst", true), new("Limit", true),
            new("Burst, one prefix", true), new($"Burst, {KeyMapping.ShardCount} shards", true),
        ],
        [.. plan.Rates.Select(Row)]);

    /// <summary>The month's bill, with a sum for each group.</summary>
    public static DataTable Bill(Plan plan) => new(
        "A month's bill",
        [
            new("Component"), new("Quantity", true), new("Unit"), new("$ a month", true), new("$ a million files", true),
            new("From", IsDetail: true),
        ],
        [
            .. plan.Lines.GroupBy(line => line.Group).SelectMany(group => group
                .Select(line => Row(plan, line))
                .Append(Sum(plan, $"{group.Key}, together", group.Sum(line => line.Dollars), ""))),
        ],
        Sum(plan, "All", plan.Dollars, PlanText.Steps(plan)));

    /// <summary>Other ways to do the same work.</summary>
    public static DataTable Ways(Plan plan) => new(
        "Other ways, processing only (storage is the same)",
        [new("Way"), new("$ a month", true), new("Difference", true), new("$ a million files", true), new("Assumptions", IsDetail: true)],
        [.. plan.Alternatives.Select(way => Row(plan, way))]);

    /// <summary>What each compression preset costs.</summary>
    public static DataTable Presets(Plan plan) => new(
        PlanText.PresetsHeading(plan),
        [
            new("Preset"), new("Duration", true), new("Ratio", true), new("Compute", true), new("Storage", true), new("Sum", true), new(""),
        ],
        [.. plan.Choices.Select(choice => Row(plan, choice))]);

    private static IReadOnlyList<Cell> Row(Verdict verdict)
    {
        var standing = new Cell(verdict.Standing.ToString().ToUpperInvariant(), PlanText.Tone(verdict.Standing));
        return [verdict.Name, standing, verdict.Figure, verdict.Advice, verdict.Variable];
    }

    private static IReadOnlyList<Cell> Row(RequestRate rate) =>
    [
        rate.Prefix, rate.Request, Format.Number(rate.Mean), Format.Number(rate.Burst), Format.Number(rate.Limit),
        Format.Percent(rate.BurstShare), Format.Percent(rate.ShardedBurstShare),
    ];

    private static IReadOnlyList<Cell> Row(Plan plan, CostLine line) =>
    [
        line.Component, Format.Number(line.Quantity), line.Unit, Format.Dollars(line.Dollars),
        Format.Dollars(plan.PerMillionFiles(line.Dollars)), line.Basis,
    ];

    private static IReadOnlyList<Cell> Row(Plan plan, Alternative way) =>
    [
        way.Name, Format.Dollars(way.Dollars), Difference(way, plan.Alternatives[0]),
        Format.Dollars(plan.PerMillionFiles(way.Dollars)), string.Join("; ", way.Assumptions),
    ];

    private static IReadOnlyList<Cell> Row(Plan plan, PresetChoice choice) =>
    [
        choice.Preset.Name, Durations.Format(choice.DurationSeconds), Format.Number(choice.Preset.Ratio),
        Format.Dollars(choice.ComputeDollars), Format.Dollars(choice.StorageDollars), Format.Dollars(choice.Dollars),
        choice == plan.CheapestPreset ? new Cell("cheapest", Tone.Ok) : "",
    ];

    private static IReadOnlyList<Cell> Sum(Plan plan, string name, double dollars, string basis) =>
        [name, "", "", Format.Dollars(dollars), Format.Dollars(plan.PerMillionFiles(dollars)), basis];

    private static string Difference(Alternative way, Alternative deployed)
    {
        var sign = way.Dollars >= deployed.Dollars ? "+" : "\u2212";
        return way == deployed ? "" : sign + Format.Dollars(Math.Abs(way.Dollars - deployed.Dollars));
    }
}
