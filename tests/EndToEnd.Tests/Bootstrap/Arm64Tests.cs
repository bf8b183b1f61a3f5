using System.Runtime.InteropServices;
using Compressor.Core.Archiving;
using Compressor.Lab.Data;
using Compressor.Lab.Processes;
using Compressor.Lab.Subjects;

namespace Compressor.EndToEnd.Tests.Bootstrap;

/// <summary>
/// The function that is published for arm64, on an emulated processor: one event, one archive, over TLS, with each engine.
/// </summary>
[Trait("Packages", "Every")]
public sealed class Arm64Tests
{
    private const int BufferedSize = 100_000;
    private const int StreamedSize = 1_200_000;

    // In MB. With so little, objects past 1 MiB are streamed (ArchiveLimits.FromMemoryLimit).
    private const int LittleMemory = 52;

    [Arm64Theory]
    [InlineData(ArchiveFormat.Zip, "fast", BufferedSize)]
    [InlineData(ArchiveFormat.Zip, "balanced", BufferedSize)]
    [InlineData(ArchiveFormat.Zip, "small", BufferedSize)]
    [InlineData(ArchiveFormat.Zip, "balanced", StreamedSize)]
    [InlineData(ArchiveFormat.Gzip, "balanced", BufferedSize)]
    [InlineData(ArchiveFormat.Zstd, "fast", BufferedSize)]
    [InlineData(ArchiveFormat.Zstd, "balanced", BufferedSize)]
    [InlineData(ArchiveFormat.Zstd, "small", BufferedSize)]
    [InlineData(ArchiveFormat.Zstd, "small", StreamedSize)]
    public async Task An_event_becomes_an_archive_on_arm64(ArchiveFormat format, string compression, int size)
    {
        await using var bootstrap = await BootstrapWithS3.StartAsync(new BootstrapOptions
        {
            Package = Project.PackageFor("arm64"),
            MemorySize = LittleMemory,
            Launch = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? null : Emulate,
            Variables = new Dictionary<string, string>
            {
                ["COMPRESSOR_FORMAT"] = format.Name(),
                ["COMPRESSOR_COMPRESSION"] = compression,
                ["COMPRESSOR_VERIFY_ARCHIVES"] = "true",
            },
        });
        var content = DataSet.Events.Write(size);
        bootstrap.Bucket.Put("incoming/sample.json", content);

        bootstrap.Deliver(bootstrap.Bucket.Events[^1].ToJson()).ShouldContain("\"Compressed\"");

        var key = bootstrap.Bucket.Keys.Where(key => key.StartsWith("processed/", StringComparison.Ordinal)).ShouldHaveSingleItem();
        var archive = bootstrap.Bucket.Find(key)!.Content.ToArray();
        archive.Length.ShouldBeLessThan(size / 2);
        ArchivedBytes.Equal(format, archive, content).ShouldBeTrue();
    }

    /// <summary>Has the emulator run the program, with arm64's libraries where it looks for the system's.</summary>
    private static string Emulate(string program)
    {
        var script = program + ".emulated";
        ShellScript.Write(script, $"exec '{Arm64TheoryAttribute.Emulator}' -L '{Arm64TheoryAttribute.Libraries}' '{program}'");
        return script;
    }
}
