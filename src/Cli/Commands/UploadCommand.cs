using System.CommandLine;
using Compressor.Cli.Objects.Upload;
using Compressor.Core.Keys;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using Spectre.Console;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor upload PATHS… --bucket NAME</c>: puts files where the function finds them.</summary>
internal static class UploadCommand
{
    private const int DefaultConcurrency = 8;
    private const int NamedSkips = 20;

    public static Command Create()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = "Files, and folders of which all files below are taken.",
            Arity = ArgumentArity.OneOrMore,
        };
        var bucket = new Option<string>("--bucket") { Description = "The bucket to upload to.", Required = true, HelpName = "name" };
        var prefix = new Option<string>("--prefix")
        {
            Description = "The incoming prefix of the deployment.",
            DefaultValueFactory = _ => "incoming/",
            HelpName = "prefix",
        };
        var suffix = new Option<string>("--suffix")
        {
            Description = "What names must end in; files that do not are left out.",
            DefaultValueFactory = _ => ".json",
            HelpName = "suffix",
        };
        var concurrency = new Option<int>("--concurrency")
        {
            Description = "How many files at a time.",
            DefaultValueFactory = _ => DefaultConcurrency,
            HelpName = "n",
        };
        var region = new Option<string?>("--region")
        {
            Description = "The bucket's region; AWS_REGION or the profile's if left out.",
            HelpName = "region",
        };
        var endpoint = new Option<Uri?>("--endpoint-url")
        {
            Description = "Another S3 endpoint; AWS_ENDPOINT_URL if left out.",
            HelpName = "url",
            CustomParser = Endpoint.Parse,
        };
        var followLinks = new Option<bool>("--follow-links")
        {
            Description = "Follow symbolic links in folders; without it they are left out.",
        };
        concurrency.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 256)
            {
                result.AddError("--concurrency must be a number from 1 to 256");
            }
        });

        var command = new Command(
            "upload", "Uploads files to <incoming>/<shard>/, several at a time; what is there already with the same checksum is skipped.")
        {
            paths, bucket, prefix, suffix, concurrency, followLinks, region, endpoint,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new SourceFiles(parsed.GetRequiredValue(paths), parsed.GetValue(followLinks)),
            parsed.GetRequiredValue(paths).Length,
            parsed.GetRequiredValue(bucket),
            new KeyMapping(parsed.GetRequiredValue(prefix), "", parsed.GetRequiredValue(suffix)),
            parsed.GetValue(concurrency),
            new AwsConnection(parsed.GetValue(endpoint), parsed.GetValue(region)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        SourceFiles files,
        int paths,
        string bucket,
        KeyMapping mapping,
        int concurrency,
        AwsConnection connection,
        CancellationToken cancellationToken)
    {
        if (connection.EffectiveRegion is null)
        {
            throw new CommandException("no region: give --region or set AWS_REGION");
        }

        var plan = Plan(files, paths, mapping);
        using var s3 = connection.CreateS3();
        var uploader = new Uploader(s3, bucket, mapping, concurrency);
        var display = new UploadDisplay(AnsiConsole.Console, plan, uploader.Counters);
        try
        {
            await display.FollowAsync(
                uploader.RunAsync(files.Enumerate().Where(file => UploadPlan.IsWanted(file, mapping)), Report, cancellationToken));
        }
        catch (Exception e) when (e is CommandException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"compressor: {e.Message}");
        }

        Console.WriteLine(display.Line());
        Console.WriteLine(
            $"{uploader.Counters.Uploaded} uploaded, {uploader.Counters.Present} already there, {plan.Skipped.Count} left out, "
                + $"{uploader.Counters.Failed} failed");
        return uploader.Counters.Uploaded + uploader.Counters.Present == plan.Files ? 0 : CommandRunner.Problems;
    }

    private static UploadPlan Plan(SourceFiles files, int paths, KeyMapping mapping)
    {
        UploadPlan plan;
        try
        {
            plan = UploadPlan.Make(files, paths, mapping);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(e.Message);
        }

        foreach (var path in plan.Skipped.Take(NamedSkips))
        {
            Console.Error.WriteLine($"left out: {path} does not end in '{mapping.SourceSuffix}', so nothing would compress it");
        }

        if (plan.Skipped.Count > NamedSkips)
        {
            Console.Error.WriteLine($"left out: {plan.Skipped.Count - NamedSkips} more");
        }

        if (files.SkippedLinksLine is { } links)
        {
            Console.Error.WriteLine(links);
        }

        return (plan.Refusals, plan.Files) switch
        {
            ({ Count: > 0 } refusals, _) => throw new CommandException(string.Join(Environment.NewLine + "compressor: ", refusals)),
            (_, 0) => throw new CommandException($"no file ends in '{mapping.SourceSuffix}': nothing to upload"),
            _ => plan,
        };
    }

    private static void Report(SourceFile file, string reason) => Console.Error.WriteLine($"failed: {file.Path}: {reason}");
}
