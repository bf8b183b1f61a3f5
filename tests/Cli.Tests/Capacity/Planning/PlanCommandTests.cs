using System.CommandLine;
using Compressor.Cli.Capacity.Planning;
using Compressor.Cli.Capacity.Planning.Options;
using Compressor.Cli.Commands;
using Compressor.Core.Archiving;
using Compressor.Lab.Bench.Results;
using Compressor.Testing;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Tests.Capacity.Planning;

public sealed class PlanCommandTests
{
    [Theory]
    [InlineData("--files-per-hour", "0", "'0' is not a number from 1 to 1000000000")]
    [InlineData("--size", "large", "'large' is not a size such as 10MB or 64MiB")]
    [InlineData("--memory", "64", "'64' is not a whole number from 128 to 10240")]
    [InlineData("--architecture", "mips", "Argument 'mips' not recognized. Must be one of:\n\t'x86_64'\n\t'arm64'")]
    [InlineData("--processed", "STANDARD:soon", "'STANDARD:soon' is not CLASS:DAYS")]
    [InlineData("--log-sampling-rate", "2", "'2' is not a number from 0 to 1")]
    public void A_wrong_value_is_named(string option, string value, string message) =>
        PlanCommand.Create().Parse([option, value]).Errors.ShouldHaveSingleItem().Message.ShouldStartWith(message);

    [Theory]
    [InlineData("10MB", 10e6)]
    [InlineData("1.5 GB", 1.5e9)]
    [InlineData("64MiB", 67_108_864)]
    [InlineData("512B", 512)]
    public void Sizes_are_read_in_both_systems(string text, double bytes) => Read(["--size", text]).Workload.AverageBytes.ShouldBe(bytes);

    [Fact]
    public void Each_default_that_help_shows_is_a_value_that_can_be_given()
    {
        var command = PlanCommand.Create();
        var defaults = command.Options.Where(option => option.HasDefaultValue && option.ValueType != typeof(bool)).ToList();
        string[] arguments =
        [
            .. defaults.SelectMany(option => new[] { option.Name, FormattableString.Invariant($"{option.GetDefaultValue()}") }),
        ];

        command.Parse(arguments).Errors.ShouldBeEmpty();
        arguments.ShouldContain("10MB");
        arguments.ShouldContain("0.000001");
    }

    [Fact]
    public void The_p99_size_is_the_average_unless_given()
    {
        Read(["--size", "5MB"]).Workload.P99Bytes.ShouldBe(5e6);
        Read(["--size", "5MB", "--p99-size", "40MB"]).Workload.P99Bytes.ShouldBe(40e6);
    }

    [Fact]
    public void Given_CPU_time_is_what_an_average_file_takes()
    {
        var (workload, setup) = Read(["--cpu-ms", "200", "--size", "20MB"]);

        Demand.Create(workload, setup).CpuSeconds.ShouldBe(0.2, 1e-9);
    }

    [Fact]
    public async Task Measurements_of_a_bench_run_take_the_place_of_the_table()
    {
        using var folder = new TemporaryFolder();

        // Engines 50, 100 and 400 ms for 10 MB, and 5 ms of handler around each.
        var file = await WriteAsync(folder, Row("fast", 55, 0.25), Row("balanced", 105, 0.2), Row("small", 405, 0.18));

        var (workload, setup) = Read(["--bench", file, "--compression", "small"]);

        setup.Preset.ShouldBe(new CompressionPreset("small", 25, 0.18));
        Demand.Create(workload, setup).CpuSeconds.ShouldBe(0.405, 1e-9);
        setup.Measurements.ShouldBe("compressor bench, events/10 MB, 1970-01-01, a processor");
    }

    [Fact]
    public async Task Own_data_of_one_size_need_not_be_named_and_of_several_it_must_be()
    {
        using var folder = new TemporaryFolder();
        Row[] Rows(string group) =>
            [Row("zstd fast", 55, 0.21, group), Row("zstd balanced", 130, 0.15, group), Row("zstd small", 205, 0.14, group)];
        var other = new Row("mine.json/20 MB/usual Optimal", new Dictionary<string, double>());
        var one = await WriteAsync(folder, [.. Rows("mine.json/20 MB"), other]);
        Read(["--bench", one, "--format", "zstd"]).Setup.Preset.ShouldBe(
            new CompressionPreset("zstd balanced", 160, 0.15) { Format = ArchiveFormat.Zstd });

        var several = await WriteAsync(folder, [.. Rows("mine.json/20 MB"), .. Rows("mine.json/10 MB")]);
        Should.Throw<CommandException>(() => Read(["--bench", several, "--format", "zstd"])).Message.ShouldEndWith(
            "name one of its data sets and sizes with --bench-rows: mine.json/20 MB, mine.json/10 MB");
        Read(["--bench", several, "--bench-rows", "mine.json/10 MB", "--format", "zstd"]).Setup.Preset.MegabytesPerSecond.ShouldBe(80);

        var usual = await WriteAsync(folder, [.. Rows("mine.json/20 MB"), .. Rows("events/10 MB")]);
        Read(["--bench", usual, "--format", "zstd"]).Setup.Measurements.ShouldContain("events/10 MB");
    }

    [Fact]
    public async Task Measurements_of_batches_are_taken_by_the_size_of_their_objects()
    {
        using var folder = new TemporaryFolder();
        const string Rows = "events/10 MB x 10";
        var file = await WriteAsync(
            folder, Row("fast", 55, 0.25, Rows), Row("balanced", 105, 0.2, Rows), Row("small", 405, 0.18, Rows));

        var (workload, setup) = Read(["--bench", file]);

        Demand.Create(workload, setup).CpuSeconds.ShouldBe(0.105, 1e-9);
        setup.Measurements.ShouldContain(Rows);
    }

    [Fact]
    public async Task A_plan_weighs_each_format_that_was_measured_with_each_preset()
    {
        using var folder = new TemporaryFolder();
        var file = await WriteAsync(
            folder,
            Row("fast", 55, 0.25),
            Row("balanced", 105, 0.2),
            Row("small", 405, 0.18),
            Row("zstd fast", 45, 0.21),
            Row("zstd balanced", 105, 0.15),
            Row("zstd small", 205, 0.14));

        var (workload, setup) = Read(["--bench", file, "--format", "zstd", "--compression", "fast"]);
        var plan = Plan.Create(workload, setup, PriceTable.Default());

        setup.Preset.ShouldBe(new CompressionPreset("zstd fast", 250, 0.21) { Format = ArchiveFormat.Zstd });
        plan.Choices.Select(choice => choice.Preset.Name).ShouldBe(
            ["fast", "balanced", "small", "zstd fast", "zstd balanced", "zstd small"]);
        plan.CheapestPreset!.Preset.Name.ShouldBe("zstd balanced");
        plan.BreakEvens.Select(between => (between.Quicker, between.Smaller)).ShouldBe(
        [
            ("fast", "balanced"), ("balanced", "small"), ("zstd fast", "zstd balanced"), ("zstd balanced", "zstd small"),
        ]);
        Should.Throw<CommandException>(
            () => Read(["--bench", file, "--format", "gzip"])).Message.ShouldContain("has no 'gzip balanced'");
    }

    [Fact]
    public void Without_measurements_given_a_plan_takes_those_of_all_formats_that_come_with_the_tool()
    {
        var (workload, setup) = Read([]);

        setup.Presets.ShouldBe(BenchResults.Usual.Presets);
        foreach (var format in Enum.GetValues<ArchiveFormat>())
        {
            var presets = setup.Presets.Where(preset => preset.Format == format).ToList();
            presets.Select(preset => preset.Name).ShouldBe(CompressionNames.All.Select(name => CompressionNames.With(format, name)));
            presets.Select(preset => preset.MegabytesPerSecond).ShouldBeInOrder(SortDirection.Descending);
            presets.Select(preset => preset.Ratio).ShouldBeInOrder(SortDirection.Descending);
            Read(["--format", format.Name()]).Setup.Preset.ShouldBe(presets[(int)Compression.Balanced]);
        }

        var cpuSeconds = BenchResults.Usual.HandlerCpu.Seconds(10e6) + (10 / setup.Preset.MegabytesPerSecond);
        Demand.Create(workload, setup).CpuSeconds.ShouldBe(cpuSeconds, 1e-9);
        setup.Measurements.ShouldStartWith("compressor bench, events/10 MB, 20");
    }

    [Fact]
    public void Measurements_that_lack_a_row_are_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Add("bench.json", """{"rows":[]}"""u8.ToArray());

        Should.Throw<CommandException>(() => Read(["--bench", file])).Message.ShouldEndWith("it has no warm invocations");
        Should.Throw<CommandException>(() => Read(["--bench", file, "--bench-rows", "events/10 MB"])).Message.ShouldEndWith(
            "there is no row 'events/10 MB/fast'");
    }

    private static async Task<string> WriteAsync(TemporaryFolder folder, params Row[] rows)
    {
        var file = Path.Combine(folder.Path, "bench.json");
        await new BenchReport(new Machine("a processor", 2, "a system", 0.25), DateTimeOffset.UnixEpoch, "compressor bench", rows)
            .WriteAsync(file, CancellationToken.None);
        return file;
    }

    private static Row Row(string preset, double cpu, double ratio, string group = "events/10 MB") => new(
        $"{group}/{preset}",
        new Dictionary<string, double> { [Figure.Cpu] = cpu, [Figure.OverEngine] = 5, [Figure.Ratio] = ratio });

    /// <summary>Reads a plan's options.</summary>
    internal static (Workload Workload, FunctionSetup Setup) Read(string[] arguments)
    {
        var (workload, setup) = (new WorkloadOptions(), new SetupOptions());
        var command = new Command("test");
        workload.AddTo(command);
        setup.AddTo(command);
        var parsed = command.Parse(arguments);
        parsed.Errors.ShouldBeEmpty();
        var wanted = workload.Read(parsed);
        return (wanted, setup.Read(parsed, wanted));
    }
}
