using System.CommandLine;
using Compressor.Cli.Objects.Upload;
using Compressor.Core.Keys;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor upload PATHS… --bucket NAME</c>: puts files where the function finds them.</summary>
internal static class UploadCommand
{
    public static Command Create()
    {
        var options = new UploadOptions();
        var command = new Command(
            "upload", "Uploads files to <incoming>/<shard>/, several at a time, and skips those that are already there.");
        options.AddTo(command);
        CommandHelp.Add(command, "a file could not be uploaded");
        command.SetAction((parsed, cancellationToken) =>
            new UploadJob(options.Read(parsed), Terminal.Create(parsed), Console.Error).RunAsync(cancellationToken));
        return command;
    }
}

/// <summary>The options of <c>compressor upload</c>.</summary>
internal sealed class UploadOptions
{
    private const int DefaultConcurrency = 8;

    private readonly Argument<string[]> _paths = new("paths")
    {
        Description = "Files, and folders with all files below them.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string> _bucket = new("--bucket")
    {
        Description = "The bucket to upload to.",
        Required = true,
        HelpName = "name",
    };
    private readonly Option<string> _prefix = Create("--prefix", "The incoming prefix of the deployment.", "prefix", "incoming/");
    private readonly Option<string> _suffix =
        Create("--suffix", "The ending of names; other files are left out.", "suffix", ".json");
    private readonly Option<int> _concurrency = Create("--concurrency", "How many files to upload at a time.", "n", DefaultConcurrency)
        .Refuse(value => value is < 1 or > 256, "must be a number from 1 to 256");
    private readonly Option<bool> _followLinks =
        CommonOptions.FollowLinks("Follow symbolic links in folders. Without this option they are left out.");
    private readonly Option<string?> _region =
        Create<string?>("--region", "The bucket's region. Default: AWS_REGION or the profile's.", "region");
    private readonly Option<Uri?> _endpoint = CommonOptions.Endpoint("Another S3 endpoint. Default: AWS_ENDPOINT_URL.");

    public void AddTo(Command command)
    {
        command.Arguments.Add(_paths);
        command.Add(_bucket, _prefix, _suffix, _concurrency, _followLinks, _region, _endpoint);
    }

    public UploadRequest Read(ParseResult parsed) => new(
        new SourceFiles(parsed.GetRequiredValue(_paths), parsed.GetValue(_followLinks)),
        parsed.GetRequiredValue(_bucket),
        new KeyMapping(parsed.GetRequiredValue(_prefix), "", parsed.GetRequiredValue(_suffix)),
        parsed.GetValue(_concurrency),
        new AwsConnection(parsed.GetValue(_endpoint), parsed.GetValue(_region)));
}
