using System.CommandLine;
using System.CommandLine.Parsing;
using Compressor.Cli.Objects.Verify;
using Compressor.Core.Archiving;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Commands;

/// <summary>
/// <c>compressor verify</c>: whether every source has its archive; with <c>--requeue</c>, events again for those that have none.
/// </summary>
internal static class VerifyCommand
{
    private const string Examples = """
          compressor verify
              Lists the sources and their archives and compares the two; looks at an archive itself only where the listings
              leave a doubt. A line for each problem.
          compressor verify --since 32h --older-than 7h --requeue
              Once a day: an event again for each source whose own can no longer be on its way (Lambda keeps events for 6 hours).
              32 hours are a day, the 7 hours that were too young the day before, and one to spare.
          compressor verify --checkpoint verify.json
              Goes on where an earlier run with this file was interrupted.
          compressor verify --deep
              Downloads and inflates every archive, and compares it with its source byte for byte.
          compressor verify --format zstd
              After a change of FORMAT: which sources have no archive in that format. Without it, archives of all formats count.
        """;

    public static Command Create()
    {
        var (options, deployed) = (new VerifyOptions(), new DeployedOptions());
        var command = new Command("verify", "Compares every source with its archive.");
        options.AddTo(command);
        deployed.AddTo(command);
        CommandHelp.Add(command, "there are problems", Examples);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (deployment, connection) = await deployed.ReadAsync(parsed, cancellationToken);
            var job = new VerifyJob(deployment, connection, options.Read(parsed), Console.Out, Console.Error);
            return await job.RunAsync(new ConsoleProgress(Terminal.Create(parsed, error: true)), cancellationToken);
        });
        return command;
    }
}

/// <summary>The options of <c>compressor verify</c>.</summary>
internal sealed class VerifyOptions
{
    private static readonly TimeSpan RequeueAge = TimeSpan.FromHours(7);

    private readonly Option<bool> _deep = new("--deep") { Description = "Download and compare every byte." };
    private readonly Option<bool> _headAll = new("--head-all")
    {
        Description = "Look at every archive's metadata, with a HEAD request each: listings do not tell some old archives from new ones.",
    };
    private readonly Option<string?> _format = CommandOptions.Create<string?>(
        "--format",
        $"Count only archives of this format: {CommandOptions.Or(ArchiveFormats.Names)}. Default: those of any format.",
        "format");
    private readonly Option<bool> _requeue = new("--requeue")
    {
        Description = "Send an event again for each source that has no archive, or one of another upload.",
    };
    private readonly Option<TimeSpan?> _olderThan = new("--older-than")
    {
        Description = "Skip younger sources, whose events may still be on their way. Default: 7h with --requeue, otherwise 0s.",
        HelpName = "time",
        CustomParser = CommandOptions.Duration,
    };

    private readonly Option<TimeSpan?> _since = new("--since")
    {
        Description = "Leave out what is older, such as 32h for a daily run with --older-than 7h.",
        HelpName = "time",
        CustomParser = CommandOptions.Duration,
    };
    private readonly Option<string?> _checkpoint = CommandOptions.Create<string?>(
        "--checkpoint", "Note in this file how far it is, and go on from there if the file exists. It is deleted at the end.", "file");
    private readonly Option<Uri?> _inventory = CreateInventory();
    private readonly Option<bool> _json = new("--json") { Description = "Write a JSON object a line: each problem, and all counts last." };

    /// <summary>The option of an S3 Inventory, which other commands have too.</summary>
    public static Option<Uri?> CreateInventory() => new("--from-inventory")
    {
        Description = "Read this S3 Inventory (CSV or Parquet) in place of listing the bucket, such as s3://reports/path/manifest.json.",
        HelpName = "url",
        CustomParser = S3Url,
    };

    public VerifyOptions() => _format.AcceptOnlyFromAmong([.. ArchiveFormats.Names]);

    public void AddTo(Command command) =>
        command.Add(_deep, _headAll, _format, _requeue, _olderThan, _since, _inventory, _checkpoint, _json);

    public VerifyRequest Read(ParseResult parsed)
    {
        var requeue = parsed.GetValue(_requeue);
        return new(parsed.GetValue(_deep), requeue, parsed.GetValue(_olderThan) ?? (requeue ? RequeueAge : TimeSpan.Zero))
        {
            MaxAge = parsed.GetValue(_since),
            HeadAll = parsed.GetValue(_headAll),
            Format = parsed.GetValue(_format) is { } format ? ArchiveFormats.Parse(format) : null,
            Checkpoint = parsed.GetValue(_checkpoint),
            Json = parsed.GetValue(_json),
            Inventory = parsed.GetValue(_inventory),
        };
    }

    private static Uri? S3Url(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme == "s3")
        {
            return url;
        }

        result.AddError($"'{result.Tokens[0].Value}' is not an S3 URL such as s3://bucket/path/manifest.json");
        return null;
    }
}
