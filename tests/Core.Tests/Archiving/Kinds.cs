using Compressor.Core.Archiving;

namespace Compressor.Core.Tests.Archiving;

/// <summary>Every kind of archive, for theories.</summary>
public static class Kinds
{
    /// <summary>The formats.</summary>
    public static TheoryData<ArchiveFormat> Formats { get; } = [.. Enum.GetValues<ArchiveFormat>()];

    /// <summary>Each format with each preset.</summary>
    public static TheoryData<ArchiveFormat, Compression> All { get; } = Create();

    private static TheoryData<ArchiveFormat, Compression> Create()
    {
        var kinds = new TheoryData<ArchiveFormat, Compression>();
        foreach (var format in Enum.GetValues<ArchiveFormat>())
        {
            foreach (var preset in Enum.GetValues<Compression>())
            {
                kinds.Add(format, preset);
            }
        }

        return kinds;
    }
}
