using System.Text;
using Compressor.Core.Keys;

namespace Compressor.Cli.Objects.Upload;

/// <summary>What an upload will do, found by looking through all files once.</summary>
/// <param name="Files">How many files will be uploaded.</param>
/// <param name="Bytes">Their size in all.</param>
/// <param name="Skipped">Files in folders whose names do not end in the suffix: no notification would match them.</param>
/// <param name="Refusals">Why the upload cannot start; each names a file. Empty where it can.</param>
public sealed record UploadPlan(long Files, long Bytes, IReadOnlyList<string> Skipped, IReadOnlyList<string> Refusals)
{
    /// <summary>The most bytes that S3 takes in one PUT: 5 GiB.</summary>
    public const long MaximumBytes = 5L << 30;

    /// <summary>Looks through <paramref name="files"/>.</summary>
    public static UploadPlan Make(SourceFiles files, int paths, KeyMapping mapping)
    {
        long count = 0;
        long bytes = 0;
        List<string> skipped = [];
        List<string> refusals = [];
        // One folder cannot hold a name twice, so only several paths need the memory.
        var owners = paths > 1 ? new Dictionary<string, string>(StringComparer.Ordinal) : null;
        foreach (var file in files.Enumerate())
        {
            if (!IsWanted(file, mapping))
            {
                (files.IsGivenByName(file) ? refusals : skipped).Add(
                    files.IsGivenByName(file)
                        ? $"{file.Path}: the name does not end in '{mapping.SourceSuffix}', so nothing would compress it"
                        : file.Path);
                continue;
            }

            if (Refusal(file, mapping, owners) is { } refusal)
            {
                refusals.Add(refusal);
                continue;
            }

            count++;
            bytes += file.Size;
        }

        return new(count, bytes, skipped, refusals);
    }

    /// <summary>Whether a notification would match the file's key.</summary>
    public static bool IsWanted(SourceFile file, KeyMapping mapping) => file.Name.EndsWith(mapping.SourceSuffix, StringComparison.Ordinal);

    private static string? Refusal(SourceFile file, KeyMapping mapping, Dictionary<string, string>? owners)
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

        return file.Size > MaximumBytes ? $"{file.Path}: {file.Size} bytes; S3 takes {MaximumBytes} in one upload" : null;
    }
}
