using System.CommandLine;
using Compressor.Core.Archiving;
using Compressor.Lab.Data;
using Compressor.Lab.Tuning;
using Compressor.Lab.Tuning.Limits;
using Compressor.Lab.Tuning.Output;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Prices;
using Compressor.Toolkit.Reports;
using Spectre.Console;

namespace Compressor.Lab.Commands;

/// <summary><c>compressor tune</c>: which memory size is cheapest, which is fastest. Exit 1 where no size does its work.</summary>
internal static class TuneCommand
{
    private const int MostInvocations = 100_000;

    public static Command Create()
    {
        var package = new Option<FileInfo>("--package") { Description = "The function's zip, as make package writes it.", DefaultValueFactory = _ => new FileInfo("artifacts/package/function-x86_64.zip"), HelpName = "zip" };
        var sizes = new Option<int[]>("--memory") { Description = "Memory sizes in MB.", DefaultValueFactory = _ => [.. new TuneOptions { Samples = [] }.MemorySizes], AllowMultipleArgumentsPerToken = true, HelpName = "MB" };
        var data = new Option<string[]>("--data") { Description = "What the objects hold: events, logs, random, or files of yours.", DefaultValueFactory = _ => [DataSet.Events.Name], AllowMultipleArgumentsPerToken = true, HelpName = "data" };
        var size = Parsers.Create("--size", "The size of generated objects; a file of yours keeps its own.", "size", Parsers.Size, 10e6);
        var against = new Option<string?>("--against") { Description = "Objects like these, read through the S3 API.", HelpName = "BUCKET/PREFIX" };
        var endpoint = new Option<Uri?>("--endpoint-url") { Description = "Another S3 endpoint for --against; AWS_ENDPOINT_URL if left out.", HelpName = "url", CustomParser = Endpoint.Parse };
        var invocations = Parsers.Create("--invocations", "Warm invocations at each size.", "n", Parsers.Between(1, MostInvocations), 20);
        var starts = Parsers.Create("--starts", "Cold starts at each size.", "n", Parsers.Between(1, 1000), 3);
        var compression = new Option<string>("--compression") { Description = "fast, balanced or small.", DefaultValueFactory = _ => CompressionNames.Default, HelpName = "preset" };
        var firstByte = Parsers.Create("--first-byte-ms", "S3's first-byte latency.", "ms", Parsers.Between(0.0, 10_000), 25);
        var bandwidth = Parsers.Create("--bandwidth", "Bytes a second of one connection to S3.", "size", Parsers.Size, 75e6);
        var timeout = Parsers.Create("--timeout", "The function's time limit.", "seconds", Parsers.Between(1.0, 900), 600);
        var architecture = Parsers.Create("--architecture", "Whose prices the picks are made for.", "name", ArchitectureNames.Parse, Architecture.X64);
        var files = Parsers.Create("--files-per-hour", "Files an hour that the picked size must carry.", "n", Parsers.Between(1.0, 1e9), UsualWorkload.FilesPerHour);
        var burst = Parsers.Create("--burst-factor", "How many times the average rate comes in a burst.", "n", Parsers.Between(1.0, 1000), UsualWorkload.BurstFactor);
        var computed = new Option<bool>("--computed") { Description = "Reckon from CPU time, without the kernel's limits." };
        var durations = new Option<FileInfo?>("--durations") { Description = "Write the balanced size's durations here, for compressor simulate.", HelpName = "file" };
        var prices = new Option<FileInfo>("--prices") { Description = "A price file in place of us-east-1's list prices.", HelpName = "file" };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var html = new Option<FileInfo?>("--html") { Description = "Write a report as one HTML page.", HelpName = "file" };
        package.AcceptExistingOnly();
        compression.AcceptOnlyFromAmong([.. CompressionNames.All]);

        var command = new Command("tune", "Measures the published function at each memory size, and picks the cheapest, the fastest and the balanced one.")
        {
            package, sizes, data, size, against, endpoint, invocations, starts, compression, firstByte, bandwidth, timeout, architecture, files, burst, computed, durations, prices, json, html,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var samples = parsed.GetValue(against) is { } place
                ? await ObjectSamples.ReadAsync(place, new AwsConnection(parsed.GetValue(endpoint)), cancellationToken)
                : ObjectSamples.Create(parsed.GetRequiredValue(data), (int)Math.Min(parsed.GetRequiredValue(size), int.MaxValue));
            var options = new TuneOptions
            {
                MemorySizes = parsed.GetRequiredValue(sizes).All(wanted => wanted is >= 128 and <= 10240) ? parsed.GetRequiredValue(sizes) : throw new CommandException("--memory takes sizes from 128 to 10240 MB"),
                Samples = samples,
                Invocations = parsed.GetRequiredValue(invocations),
                Starts = parsed.GetRequiredValue(starts),
                Compression = parsed.GetRequiredValue(compression),
                Network = new S3Network(parsed.GetRequiredValue(firstByte) / 1000, parsed.GetRequiredValue(bandwidth)),
                TimeoutSeconds = parsed.GetRequiredValue(timeout),
            };
            var refusal = parsed.GetValue(computed) ? "--computed" : Refusal();
            var bootstrap = (await FunctionCode.UnpackAsync(parsed.GetRequiredValue(package).FullName, Path.Combine(Path.GetTempPath(), "compressor-tune"), cancellationToken)).Bootstrap;
            var console = parsed.GetValue(json) ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }) : AnsiConsole.Console;
            if (Console.IsOutputRedirected)
            {
                // Nobody's window is that narrow; lines in a log must not break.
                console.Profile.Width = 250;
            }

            var rows = await new ConsoleProgress(console).RunAsync("measuring", detail => new TuneRun(bootstrap, options, refusal is null).RunAsync(detail, cancellationToken));
            var table = parsed.GetValue(prices) is { } file ? PriceTable.Read(file) : PriceTable.Default();
            var workload = new TuneWorkload(
                parsed.GetRequiredValue(files),
                parsed.GetRequiredValue(burst),
                samples.Average(sample => sample.Bytes.Length),
                samples.Max(sample => sample.Bytes.Length));
            var text = new TuneText(rows, table, parsed.GetRequiredValue(architecture), workload, refusal);

            await HtmlReport.WriteAsync(parsed.GetValue(html), () => TuneReport.Create(text), cancellationToken);
            if (parsed.GetValue(durations) is { } target && text.Picks is { } picks)
            {
                await File.WriteAllLinesAsync(target.FullName, picks.Balanced.Milliseconds.Select(value => FormattableString.Invariant($"{value:0.###}")), cancellationToken);
            }

            if (parsed.GetValue(json))
            {
                Console.WriteLine(TuneJson.Write(text));
            }
            else
            {
                TuneTables.Print(console, text);
            }

            return text.Picks is null ? CommandRunner.Problems : 0;
        });
        return command;
    }

    /// <summary>Why the kernel's limits cannot be used, or null where they can.</summary>
    private static string? Refusal()
    {
        using var group = LimitGroup.TryCreate(128, out var refusal);
        return refusal;
    }
}
