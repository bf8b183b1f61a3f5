using System.IO.Compression;

namespace Compressor.Cli.Tests.Deployment.Doctor;

/// <summary>A function's zip with a bit of what a real one has.</summary>
internal sealed record TestPackage
{
    public const byte X86 = 62;
    public const byte Arm = 183;

    /// <summary>The machine in the executable's header; null for no executable.</summary>
    public byte? Executable { get; init; } = X86;

    public int Mode { get; init; } = 0b111_101_101;

    /// <summary>The machine in the header of ISA-L's library; null for none.</summary>
    public byte? Engine { get; init; } = X86;

    /// <summary>The text of the authorities' file; null for none.</summary>
    public string? Roots { get; init; }

    public string Write(string path)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Add(archive, "bootstrap", Executable, Mode);
        Add(archive, "libisal.so.2", Engine, 0b110_100_100);
        if (Roots is not null)
        {
            using var writer = new StreamWriter(archive.CreateEntry("amazon-roots.pem").Open());
            writer.Write(Roots);
        }

        return path;
    }

    private static void Add(ZipArchive archive, string name, byte? machine, int mode)
    {
        if (machine is { } number)
        {
            var entry = archive.CreateEntry(name);
            entry.ExternalAttributes = (0x8000 | mode) << 16;
            using var content = entry.Open();
            content.Write([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, number, 0, 0, 0]);
        }
    }
}
