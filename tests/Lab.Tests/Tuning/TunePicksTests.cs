using System.Text.Json;
using Compressor.Cli.Commands;
using Compressor.Lab.Tuning;
using Compressor.Lab.Tuning.Output;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;
using Spectre.Console.Testing;

namespace Compressor.Lab.Tests.Tuning;

public sealed class TunePicksTests
{
    private static readonly PriceTable Prices = PriceTable.Default();

    private static readonly TuneWorkload Usual = new(1_000_000, 5, 10e6, 10e6);

    private static readonly TuneRow[] Rows =
    [
        new(128, [], 0, 0, 0, 0, "out of memory"),
        Row(256, 900),
        Row(512, 600),
        Row(1024, 400),
        Row(1769, 396),
        Row(3008, 394),
    ];

    [Fact]
    public void Billed_time_is_rounded_up_to_milliseconds()
    {
        // (101 + 200) / 2 ms x 512/1,024 = 0.07525 GB-s.
        new TuneRow(512, [100.2, 199.7], 0, 0, 0, 0, null).GigabyteSeconds.ShouldBe(0.07525, 1e-9);
    }

    [Fact]
    public void A_million_costs_time_and_requests()
    {
        // 0.9 s x 256/1,024 = 0.225 GB-s x 1,000,000 x $0.0000166667 = $3.75, and $0.20; on arm64 $3.00 and $0.20.
        Row(256, 900).DollarsPerMillion(Prices, Architecture.X64).ShouldBe(3.95, 0.001);
        Row(256, 900).DollarsPerMillion(Prices, Architecture.Arm64).ShouldBe(3.20, 0.001);
    }

    [Fact]
    public void Picks_leave_out_what_failed()
    {
        var picks = TunePicks.Choose(Rows, Prices, Architecture.X64).ShouldNotBeNull();

        picks.Cheapest.MemorySize.ShouldBe(256);
        // 394 ms is the least; 400 ms is within 2 % of it, at a third of the memory.
        picks.Fastest.MemorySize.ShouldBe(1024);
        // $ x ms: 256: 3.95 x 900 = 3,555; 512: 5.20 x 600 = 3,120; 1024: 6.87 x 400 = 2,747; 1769: 11.60 x 396 = 4,595.
        picks.Balanced.MemorySize.ShouldBe(1024);
    }

    [Fact]
    public void Where_every_size_fails_nothing_is_picked() => TunePicks.Choose([Rows[0]], Prices, Architecture.X64).ShouldBeNull();

    [Fact]
    public void Variables_have_the_concurrency_that_a_burst_needs()
    {
        // 277.78 x 5 x 0.6 s = 833.3, and 3 x sqrt(833.3) = 86.6: 920, in steps of 50.
        TunePicks.Variables(Rows[2], Usual).ShouldBe("memory_size = 512, reserved_concurrency = 950");
    }

    [Fact]
    public void A_size_that_failed_is_shown_with_its_reason()
    {
        var console = new TestConsole().Width(200);
        var text = new TuneText(Rows, Prices, Architecture.X64, Usual, refusal: null);

        TuneTables.Print(console, text);

        console.Output.ShouldContain("out of memory");
        console.Output.ShouldContain("128 MB: out of memory");
        console.Output.ShouldContain("balanced: memory_size = 1024");
        console.Output.ShouldContain("p50, ms");
        console.Output.ShouldContain("$ a million, x86_64");
    }

    [Fact]
    public void The_plan_that_goes_with_the_balanced_size_can_be_run()
    {
        var command = new TuneText(
            Rows,
            Prices,
            Architecture.Arm64,
            Usual with { AverageBytes = 1_234_567.9, MaxBytes = 5e6 },
            refusal: null).PlanCommand.ShouldNotBeNull();

        command.ShouldStartWith("compressor plan --files-per-hour 1000000 --size 1234568B --p99-size 5000000B ");
        PlanCommand.Create().Parse(command["compressor plan ".Length..]).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_computed_says_so()
    {
        var text = new TuneText(Rows, Prices, Architecture.X64, Usual, refusal: "Permission denied");

        text.Method.ShouldStartWith("Control groups are not used here (Permission denied): durations are computed from CPU time");
        using var json = JsonDocument.Parse(TuneJson.Write(text));
        json.RootElement.GetProperty("picks").GetProperty("cheapest").GetInt32().ShouldBe(256);
        json.RootElement.GetProperty("sizes")[0].GetProperty("problem").GetString().ShouldBe("out of memory");
    }

    internal static TuneRow Row(int memorySize, double milliseconds) =>
        new(memorySize, [milliseconds, milliseconds, milliseconds], 100, 30, milliseconds, 32, null) { Ratio = 0.2 };
}
