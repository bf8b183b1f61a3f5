using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Samples;

namespace Compressor.Lab.Data;

/// <summary>A kind of data: the same bytes for the same size, on every machine.</summary>
/// <param name="Name">As in the tables.</param>
/// <param name="Write">Makes an object of exactly so many bytes.</param>
internal sealed record DataSet(string Name, Func<int, byte[]> Write)
{
    private const ulong Seed = 0xC0FFEE;

    /// <summary>The data that goals and budgets are about.</summary>
    public static DataSet Events { get; } = new("events", WriteEvents);

    /// <summary>The data sets that have a name.</summary>
    public static IReadOnlyList<DataSet> Named { get; } =
    [
        Events,
        new("logs", size => LogLines.Write(size, Seed)),
        new("random", WriteRandom),
    ];

    /// <summary>Finds a data set by its name, or makes one of a file, whose bytes are repeated or cut to the size wanted.</summary>
    /// <exception cref="CommandException">There is neither.</exception>
    public static DataSet Find(string nameOrFile)
    {
        if (Named.FirstOrDefault(data => data.Name == nameOrFile) is { } named)
        {
            return named;
        }

        if (!File.Exists(nameOrFile) || new FileInfo(nameOrFile).Length is 0 or > int.MaxValue)
        {
            throw new CommandException(
                $"'{nameOrFile}' is neither a data set ({string.Join(", ", Named.Select(data => data.Name))}) nor a file with something "
                    + $"in it");
        }

        var content = new Lazy<byte[]>(() => File.ReadAllBytes(nameOrFile));
        return new(Path.GetFileName(nameOrFile), size => Repeat(content.Value, size));
    }

    private static byte[] WriteEvents(int size)
    {
        using var stream = new MemoryStream(size);
        SampleEvents.Write(stream, size, Seed);
        return stream.ToArray();
    }

    private static byte[] WriteRandom(int size)
    {
        var random = new SampleRandom(Seed);
        var bytes = new byte[size + sizeof(ulong)];
        for (var at = 0; at < size; at += sizeof(ulong))
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(at), random.Next());
        }

        return bytes[..size];
    }

    private static byte[] Repeat(byte[] content, int size)
    {
        var bytes = new byte[size];
        for (var at = 0; at < size; at += content.Length)
        {
            content.AsSpan(0, Math.Min(content.Length, size - at)).CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }
}
