using Compressor.Core.Keys;

namespace Compressor.EndToEnd.Tests.Kills;

/// <summary>A file of a kill run.</summary>
/// <param name="Key">Its key.</param>
/// <param name="ArchiveKey">Its archive's key.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record MixedFile(string Key, string ArchiveKey, byte[] Content);

/// <summary>
/// Files of all sizes, as a seed has it: empty ones, a few bytes, some that fit the memory and some that stream, and one that no little
/// memory takes.
/// </summary>
internal static class MixedFiles
{
    private const int Kilobyte = 1000;
    private const int Megabyte = 1_000_000;

    /// <summary>Parts of 12 MiB of what cannot be compressed, two at a time.</summary>
    private const int TooMuch = 40 * Megabyte;

    private static readonly KeyMapping Keys = new("incoming/", "processed/", ".json");

    public static IReadOnlyList<MixedFile> Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => Make(i, random))];
    }

    private static MixedFile Make(int number, Random random)
    {
        var name = $"{number % 7}/{number}.json";
        var size = SizeOf(random);
        var content = number == 0 ? Noise(random) : size == 0 ? [] : Project.SampleJson(size, (ulong)random.Next());
        return new(Keys.SourceKey(name), Keys.ArchiveKey(name), content);
    }

    private static int SizeOf(Random random) => random.Next(100) switch
    {
        < 5 => 0,
        < 30 => random.Next(100, 2 * Kilobyte),
        < 85 => random.Next(10 * Kilobyte, 500 * Kilobyte),
        _ => random.Next(11 * Megabyte / 10, 4 * Megabyte),
    };

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[TooMuch];
        random.NextBytes(bytes);
        return bytes;
    }
}
