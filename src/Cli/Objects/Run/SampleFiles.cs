using Compressor.Cli.Objects.Upload;
using Compressor.Toolkit.Samples;

namespace Compressor.Cli.Objects.Run;

/// <summary>The files that a run generates: the ordinary ones, and one of each kind that is out of the ordinary.</summary>
internal sealed class SampleFiles(string folder)
{
    /// <summary>The file whose event is delivered twice.</summary>
    public const string DeliveredTwice = "delivered twice.json";

    private const int Ordinary = 24;
    private const int OrdinarySize = 10_000_000;

    /// <summary>Over 50 MiB, the default of MAX_FILE_SIZE.</summary>
    private const int TooLarge = 60 << 20;

    /// <summary>Name and size in bytes of each; the position in the list is the seed.</summary>
    public static IReadOnlyList<(string Name, long Size)> Plan { get; } =
    [
        .. Enumerable.Range(1, Ordinary).Select(i => ($"events/part-{i:00}.json", (long)OrdinarySize)),
        ("over the limit.json", TooLarge),
        ("empty.json", 0),
        ("odd names/Zürich 50% + 日本 ☃ (1+1=2) %41.json", 1_000_000),
        (DeliveredTwice, 1_000_000),
    ];

    /// <summary>Writes the files that are not there yet, and names each to <paramref name="progress"/>.</summary>
    public IReadOnlyList<SourceFile> Write(Action<string> progress, CancellationToken cancellationToken) =>
        [.. Plan.Select((file, index) => Write(file.Name, file.Size, (ulong)index, progress, cancellationToken))];

    private SourceFile Write(string name, long size, ulong seed, Action<string> progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            progress(name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Renamed when it is whole, so that what an interrupt leaves is not taken for the file.
            var partial = path + ".partial";
            using (var stream = File.Create(partial))
            {
                if (size > 0)
                {
                    SampleEvents.Write(stream, size, seed);
                }
            }

            File.Move(partial, path, overwrite: true);
        }

        return new(path, name, size);
    }
}
