using System.Diagnostics;
using Compressor.Core.Keys;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using Spectre.Console;

namespace Compressor.Cli.Objects.Upload;

/// <summary>What to upload, and where to.</summary>
/// <param name="Files">The files.</param>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Mapping">Which key a file gets.</param>
/// <param name="Concurrency">How many files at a time, 1 or more.</param>
/// <param name="Connection">Where S3 is.</param>
internal sealed record UploadRequest(SourceFiles Files, string Bucket, KeyMapping Mapping, int Concurrency, AwsConnection Connection);

/// <summary>An upload from the look at its files to the counts at its end.</summary>
/// <param name="request">What to upload.</param>
/// <param name="console">Shows progress and counts.</param>
/// <param name="error">Takes a line for each file that is left out or fails.</param>
internal sealed class UploadJob(UploadRequest request, IAnsiConsole console, TextWriter error)
{
    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 0 where every file is in the bucket.</returns>
    /// <exception cref="CommandException">There is nothing to upload, or a file can never be uploaded.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (request.Connection.EffectiveRegion is null)
        {
            throw new CommandException("no region: give --region or set AWS_REGION");
        }

        var plan = UploadPlan.Prepare(request.Files, request.Mapping, error);
        using var s3 = request.Connection.CreateS3();
        var uploader = new Uploader(s3, request.Bucket, request.Mapping, request.Concurrency);
        var clock = Stopwatch.StartNew();
        string Line() => uploader.Counters.Describe(plan, clock.Elapsed);
        var files = request.Files.Enumerate().Where(file => UploadPlan.IsWanted(file, request.Mapping));
        try
        {
            await new ConsoleProgress(console).FollowAsync("uploading", () => uploader.RunAsync(files, Report, cancellationToken), Line);
        }
        catch (Exception e) when (e is CommandException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"compressor: {e.Message}");
        }

        var (uploaded, present) = (uploader.Counters.Uploaded, uploader.Counters.Present);
        console.WriteLine(Line());
        console.WriteLine(
            $"{uploaded} uploaded, {present} already there, {plan.Skipped.Count} left out, {uploader.Counters.Failed} failed");
        return uploaded + present == plan.Files ? 0 : CommandRunner.Problems;
    }

    private void Report(SourceFile file, string reason) => error.WriteLine($"failed: {file.Path}: {reason}");
}
