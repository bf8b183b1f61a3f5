using System.Text;
using Compressor.Core.Keys;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Objects.Upload;

/// <summary>What an upload will do, found by looking through all files once.</summary>
/// <param name="Files">How many files will be uploaded.</param>
/// <param name="Bytes">Their size in all.</param>
/// <param name="Skipped">Files in folders whose names do not end in the suffix: no notification would match them.</param>
/// <param name="Refusals">Why the upload cannot start; each names a file. Empty where it can.</param>
public sealed record UploadPlan(long Files, long Bytes, IReadOnlyList<string> Skipped, IReadOnlyList<string> Refusals)
{
    /// <summary>How many bytes S3 takes in one PUT: 5 GiB.</summary>
    public const long MaxFileBytes = 5L << 30;

    /// <summary>How many of the files that are left out have a line of their own.</summary>
    private const int MaxNamed = 20;

    /// <summary>Looks through <paramref name="files"/>.</summary>
    public static UploadPlan Create(SourceFiles files, KeyMapping mapping)
    {
        long count = 0;
        long bytes = 0;
        List<string> skipped = [];
        List<string> refusals = [];
        // One folder cannot hold a name twice, so only several paths need the memory.
        var owners = files.Paths.Count > 1 ? new Dictionary<string, string>(StringComparer.Ordinal) : null;
        foreach (var file in files.Enumerate())
        {
            if (!IsWanted(file, mapping))
            {
                var isGiven = files.Paths.Contains(file.Path);
                (isGiven ? refusals : skipped).Add(
                    isGiven ? $"{file.Path}: the name does not end in '{mapping.SourceSuffix}', so nothing would compress it" : file.Path);
            }
            else if (FindRefusal(file, mapping, owners) is { } refusal)
            {
                refusals.Add(refusal);
            }
            else
            {
                count++;
                bytes += file.Size;
            }
        }

        return new(count, bytes, skipped, refusals);
    }

    /// <summary>Looks through <paramref name="files"/>, and writes a line for what is left out.</summary>
    /// <exception cref="CommandException">There is nothing to upload, or files can never be uploaded; each is named.</exception>
    public static UploadPlan Prepare(SourceFiles files, KeyMapping mapping, TextWriter error)
    {
        UploadPlan plan;
        try
        {
            plan = Create(files, mapping);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(e.Message);
        }

        foreach (var path in plan.Skipped.Take(MaxNamed))
        {
            error.WriteLine($"left out: {path} does not end in '{mapping.SourceSuffix}', so nothing would compress it");
        }

        if (plan.Skipped.Count > MaxNamed)
        {
            error.WriteLine($"left out: {plan.Skipped.Count - MaxNamed} more");
        }

        if (files.SkippedLinksLine is { } links)
        {
            error.WriteLine(links);
        }

        return (plan.Refusals, plan.Files) switch
        {
            ({ Count: > 0 } refusals, _) => throw new CommandException(string.Join('\n', refusals)),
            (_, 0) => throw new CommandException($"no file ends in '{mapping.SourceSuffix}': nothing to upload"),
            _ => plan,
        };
    }

    /// <summary>Whether a notification would match the file's key.</summary>
    public static bool IsWanted(SourceFile file, KeyMapping mapping) => file.Name.EndsWith(mapping.SourceSuffix, StringComparison.Ordinal);

    private static string? FindRefusal(SourceFile file, KeyMapping mapping, Dictionary<string, string>? owners)
    {
        if (owners is not null && !owners.TryAdd(file.Name, file.Path) && owners[file.Name] != file.Path)
        {
            return $"{file.Path}: {owners[file.Name]} has the same name '{file.Name}'; give the folder above both instead";
        }

        var keyBytes = Encoding.UTF8.GetByteCount(mapping.SourceKey(file.Name));
        if (keyBytes > KeyMapping.MaxKeyBytes)
        {
            return $"{file.Path}: the key would have {keyBytes} bytes; S3 allows {KeyMapping.MaxKeyBytes}";
        }

        return file.Size > MaxFileBytes ? $"{file.Path}: {file.Size} bytes; S3 accepts {MaxFileBytes} in one upload" : null;
    }
}
