using System.Text.Json;
using Compressor.Cli.Capacity.Planning;
using Compressor.Cli.Capacity.Planning.Output;
using Compressor.Core.Archiving;
using Compressor.Toolkit.Prices;
using Spectre.Console.Testing;

namespace Compressor.Cli.Tests.Capacity.Planning;

public sealed class PlanOutputTests
{
    private static readonly Plan Usual = Plan.Create(new Workload(), new FunctionSetup { AccountConcurrency = 3000 }, PriceTable.Default());

    [Fact]
    public void The_parts_of_the_bill_add_up_to_it()
    {
        Usual.Lines.Sum(line => line.Dollars).ShouldBe(Usual.Dollars, 1e-6);
        (Usual.ProcessingDollars + Usual.StorageDollars).ShouldBe(Usual.Dollars, 1e-6);
        Usual.Alternatives[0].Dollars.ShouldBe(Usual.ProcessingDollars, 1e-6);
    }

    [Fact]
    public void The_cheapest_preset_changes_where_break_even_says()
    {
        var days = Usual.BreakEvens.Single(between => between.Smaller == "small").Days.ShouldNotBeNull();

        Cheapest(days - 1).ShouldBe("balanced");
        Cheapest(days + 1).ShouldBe("small");
    }

    [Fact]
    public void The_terminal_shows_every_line_verdict_and_way()
    {
        var console = new TestConsole().Width(250);

        PlanTables.Print(console, Usual);

        console.Output.ShouldStartWith("It scales as it is. 1,000,000 files an hour cost ");
        console.Output.ShouldContain($"That is ${Usual.Dollars / 720:0} a million files, ${Usual.Dollars / 720e6:0.0000000} each.");
        console.Output.ShouldContain("CPU times and ratios: compressor bench, events/10 MB, 20");
        string[] texts =
        [
            .. Usual.Lines.Select(line => line.Component),
            .. Usual.Verdicts.Select(verdict => verdict.Variable),
            .. Usual.Alternatives.Select(way => way.Name),
        ];
        foreach (var text in texts)
        {
            console.Output.ShouldContain(text);
        }
    }

    [Fact]
    public void Small_files_are_shown_in_units_that_fit()
    {
        var small = Demand.Create(new Workload { AverageBytes = 2_000 }, new FunctionSetup { HandlerCpu = HandlerCpu.None });

        // 2 KB at the engine's speed take some ten microseconds.
        PlanText.Invocation(small).ShouldMatch(
            @"^An average invocation: 2 KB in, \d{3} B out, [\d.]+ µs of CPU, [\d.]+ ms at 512 MB on x86_64\.$");
    }

    [Theory]
    [InlineData("GLACIER_IR:100", "Archives in GLACIER_IR", "charged as 128 KiB")]
    [InlineData("STANDARD_IA:100", "Archives in STANDARD_IA", "charged as 128 KiB")]
    [InlineData("INTELLIGENT_TIERING:100", "Archives in INTELLIGENT_TIERING, FREQUENT", "not monitored: smaller than 128 KiB")]
    [InlineData("STANDARD:30,GLACIER_IR:90", "Archives in STANDARD", "lifecycle rules move nothing smaller than 128 KiB")]
    public void Small_archives_are_told_what_their_class_does_with_them(string path, string component, string basis)
    {
        var workload = new Workload { AverageBytes = 20_000, Processed = StoragePath.Parse(path) };

        var plan = Plan.Create(workload, new FunctionSetup(), PriceTable.Default());

        plan.Lines.Single(line => line.Component == component).Basis.ShouldContain(basis);
    }

    [Fact]
    public void Presets_are_not_weighed_where_the_duration_was_given()
    {
        var console = new TestConsole().Width(250);

        PlanTables.Print(console, Plan.Create(new Workload(), new FunctionSetup { DurationSeconds = 3 }, PriceTable.Default()));

        console.Output.ShouldContain("Compression presets are not compared");
    }

    [Fact]
    public void Json_has_the_same_figures()
    {
        using var json = JsonDocument.Parse(PlanJson.Write(Usual));

        var monthly = json.RootElement.GetProperty("monthly");
        monthly.GetProperty("dollars").GetDouble().ShouldBe(Usual.Dollars);
        monthly.GetProperty("dollarsPerFile").GetDouble().ShouldBe(Usual.Dollars / 720e6, 1e-12);
        monthly.GetProperty("lines").GetArrayLength().ShouldBe(Usual.Lines.Count);
        var verdicts = json.RootElement.GetProperty("verdicts").EnumerateArray();
        verdicts.Select(verdict => verdict.GetProperty("standing").GetString()).ShouldAllBe(standing => standing == "ok");
        json.RootElement.GetProperty("alternatives").GetArrayLength().ShouldBe(7);
    }

    /// <summary>The cheapest of zip's presets: break-evens are of presets of one format.</summary>
    private static string? Cheapest(double days)
    {
        var workload = Usual.Demand.Workload with { Processed = Usual.Demand.Workload.Processed.For(days) };
        return Plan.Create(workload, Usual.Demand.Setup, Usual.Prices).Choices
            .Where(choice => choice.Preset.Format == ArchiveFormat.Zip)
            .MinBy(choice => choice.Dollars)?.Preset.Name;
    }
}
